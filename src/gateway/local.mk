noinst_LIBRARIES += src/libgateway.a
src_libgateway_a_SOURCES = \
src/gateway/gateway.h
GATEWAY_LIBS = src/libgateway.a $(NOTIFY_LIBS) $(LMTP_LIBS) $(SMTP_LIBS) $(SECCOMP_LIBS)
