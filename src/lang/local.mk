# The texts of the mails, a folder a language: compiled in, shipped, and installed so that an operator has something to copy and change. Which
# there are is looked up each time (files.sh): to add a language is to add its folder, and a file of en/ that it lacks is said in English.
lang_files = sh $(srcdir)/src/lang/files.sh $(srcdir)
lang_installed = $(DESTDIR)$(pkgdatadir)/templates
langtextsdir = $(pkgdatadir)/templates
dist_langtexts_DATA = src/lang/README
EXTRA_DIST += src/lang/build.awk src/lang/files.sh src/lang/phrases.awk
dist-hook:
	for file in `$(lang_files)`; do \
	  $(MKDIR_P) $(distdir)/`dirname $$file` && cp -p $(srcdir)/$$file $(distdir)/$$file || exit 1; \
	done
install-data-local:
	for file in `$(lang_files)`; do \
	  to=$(lang_installed)/`echo $$file | sed 's|^src/lang/||'` && $(MKDIR_P) `dirname $$to` && \
	  $(INSTALL_DATA) $(srcdir)/$$file $$to || exit 1; \
	done
uninstall-local:
	for file in `$(lang_files)`; do rm -f $(lang_installed)/`echo $$file | sed 's|^src/lang/||'`; done

noinst_LIBRARIES += src/liblang.a
src_liblang_a_SOURCES = \
src/lang/lang.c \
src/lang/lang.h \
src/lang/plural.c \
src/lang/private.h \
src/lang/read.c \
src/lang/words.c
nodist_src_liblang_a_SOURCES = src/lang/built.c src/lang/phrases.c
LANG_LIBS = src/liblang.a $(CONF_LIBS)

# All files in one run of awk; each begins a row. Made each time, and taken only when it changed.
.PHONY: lang-always
lang-always:
src/lang/built.c: src/lang/build.awk src/lang/files.sh lang-always
	@$(MKDIR_P) src/lang && $(AWK) -f $(srcdir)/src/lang/build.awk `$(lang_files) | sed 's|^|$(srcdir)/|'` >$@.new && \
	if cmp -s $@.new $@; then rm -f $@.new; else echo "  GEN      $@" && mv $@.new $@; fi
lang_sayers = $(src_libintent_a_SOURCES) $(src_libforum_a_SOURCES) $(src_libnotify_a_SOURCES)
src/lang/phrases.c: $(lang_sayers) src/lang/phrases.awk
	$(AM_V_GEN)$(MKDIR_P) src/lang && list= && \
	for file in $(lang_sayers); do \
	  if test -f $$file; then list="$$list $$file"; else list="$$list $(srcdir)/$$file"; fi; \
	done && LC_ALL=C $(AWK) -f $(srcdir)/src/lang/phrases.awk $$list > $@.new && mv $@.new $@
CLEANFILES += src/lang/built.c src/lang/built.c.new src/lang/phrases.c src/lang/phrases.c.new

if HAVE_CMOCKA
UNIT_TESTS += tests/unit/lang
tests_unit_lang_LDADD = $(LANG_LIBS) $(TEST_LIBS)
endif
