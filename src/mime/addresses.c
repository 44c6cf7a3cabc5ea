#include <libetpan/libetpan.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "mime/private.h"

enum { FIELD_LIMIT = 4096 };

static void add_mailbox(struct buf *out, const struct mailimf_mailbox *mailbox)
{
    if (mailbox == NULL || mailbox->mb_addr_spec == NULL)
        return;
    if (out->n > 0)
        buf_text(out, ", ");
    utf8_repair(out, str_of(mailbox->mb_addr_spec));
}

static void add_address(struct buf *out, const struct mailimf_address *address)
{
    if (address->ad_type == MAILIMF_ADDRESS_MAILBOX) {
        add_mailbox(out, address->ad_data.ad_mailbox);
    } else if (address->ad_type == MAILIMF_ADDRESS_GROUP) {
        const struct mailimf_mailbox_list *members = address->ad_data.ad_group->grp_mb_list;

        for (clistiter *i = members == NULL ? NULL : clist_begin(members->mb_list); i != NULL; i = clist_next(i))
            add_mailbox(out, clist_content(i));
    }
}

/* What libetpan may see: no comments (it recurses into them), no NUL, one field, bounded. Empty when there is
 * something odd. */
static struct str presentable(const void *ctx, struct str value)
{
    struct buf out;
    bool quoted = false;

    buf_init(&out, ctx, FIELD_LIMIT);
    for (size_t at = 0; at < value.n; at++) {
        char c = value.p[at];

        if ((unsigned char)c < ' ' && c != '\t')
            return STR_EMPTY;
        if (c == '(' && !quoted) {
            if (!mime_skip_comments(value, &at))
                return STR_EMPTY;
            buf_char(&out, ' ');
            at--;
            continue;
        }
        if (c == '"')
            quoted = !quoted;
        buf_char(&out, c);
        if (c == '\\' && quoted && at + 1 < value.n)
            buf_char(&out, value.p[++at]);
    }
    return out.full ? STR_EMPTY : buf_view(&out);
}

char *mime_addresses(const void *ctx, struct str value)
{
    struct str text = presentable(ctx, value);
    struct mailimf_address_list *list = NULL;
    struct buf out;
    size_t at = 0;

    buf_init(&out, ctx, FIELD_LIMIT * 2);
    if (text.n > 0 && mailimf_address_list_parse(text.p, text.n, &at, &list) == MAILIMF_NO_ERROR) {
        for (clistiter *i = clist_begin(list->ad_list); i != NULL; i = clist_next(i))
            add_address(&out, clist_content(i));
        mailimf_address_list_free(list);
    }
    if (out.n == 0) /* what cannot be read is shown as it stands */
        return mime_encoded_line(ctx, str_cut(value, 0, FIELD_LIMIT), mime_charset_to_utf8);
    return mime_one_line(ctx, buf_view(&out));
}
