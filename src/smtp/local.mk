noinst_LIBRARIES += src/libsmtp.a
src_libsmtp_a_SOURCES = \
src/smtp/smtp.h
SMTP_LIBS = src/libsmtp.a $(CURL_LIBS) $(CONF_LIBS)
