#include "base/address.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "mime/private.h"

enum { RECEIVED_LIMIT = 50, REFERENCE_LIMIT = 20, ID_LIMIT = 500 };

/* At our domain: host is the domain, any case. */
static bool is_ours(struct str address, const char *domain)
{
    return domain[0] != '\0' && str_equal_nocase(address_domain(address), str_of(domain));
}

/* "Name: value" of the spam_header setting: the value, or the value and more words ("Yes, score=7"). */
static bool is_spam(const void *ctx, const struct headers *h, const char *spam_header)
{
    struct str wanted = str_of(spam_header), name;

    if (!str_next_part(&wanted, ':', &name) || wanted.p == NULL)
        return false;
    name = str_trim(name);
    wanted = str_trim(wanted);
    for (size_t i = 0; i < h->count; i++) {
        if (!str_equal_nocase(h->fields[i].name, name))
            continue;
        struct str value = mime_unfold(ctx, h->fields[i].value);

        if (str_starts_nocase(value, wanted) && (value.n == wanted.n || strchr(" ,;\t(", value.p[wanted.n]) != NULL))
            return true;
    }
    return false;
}

/* We never write Received or Delivered-To, so a mail that passed us twice shows our List-Id or X-Loop, or was
 * handed to one address of ours twice. */
static bool is_loop(const void *ctx, const struct headers *h, const char *domain)
{
    struct str ours = str_of(domain);
    size_t delivered = 0;

    if (mime_field_count(h, "Received") >= RECEIVED_LIMIT)
        return true;
    if (ours.n == 0)
        return false;
    for (size_t i = 0; i < h->count; i++) {
        const struct field *f = &h->fields[i];
        bool list = str_equal_nocase(f->name, STR("List-Id"));

        if (list || str_equal_nocase(f->name, STR("X-Loop"))) {
            struct str value = str_cut(mime_unfold(ctx, f->value), 0, ID_LIMIT);
            size_t open = str_index(value, '<');

            if (list && open < value.n) {
                value = str_from_index(value, open + 1);
                value.n = str_index(value, '>');
            }
            if (str_ends_nocase(value, ours) &&
                (value.n == ours.n || strchr(".@", value.p[value.n - ours.n - 1]) != NULL))
                return true;
        } else if (str_equal_nocase(f->name, STR("Delivered-To"))) {
            delivered += is_ours(str_trim(f->value), domain);
        }
    }
    return delivered > 1;
}

static bool is_address_byte(char c)
{
    return (unsigned char)c > ' ' && c != 0x7f && strchr("<>()[],;:\"\\", c) == NULL;
}

/* Whether one of the recipients stands somewhere in the value: every word around an @ is compared. */
static bool names_recipient(struct str value, const struct origin_question *q)
{
    for (size_t at = 0; at < value.n; at++) {
        size_t begin = at;

        while (at < value.n && is_address_byte(value.p[at]))
            at++;
        struct str word = str_cut(value, begin, at - begin);

        for (size_t i = 0; word.n > 0 && i < q->recipient_count; i++)
            if (str_equal_nocase(word, q->recipients[i]))
                return true;
    }
    return false;
}

static bool is_addressed(const struct headers *h, const struct origin_question *q)
{
    static const char *const names[] = {"To", "Cc", "Resent-To", "Resent-Cc"};

    for (size_t i = 0; i < h->count; i++)
        for (size_t n = 0; n < sizeof names / sizeof *names; n++)
            if (str_equal_nocase(h->fields[i].name, str_of(names[n])) && names_recipient(h->fields[i].value, q))
                return true;
    return false;
}

/* Ids at our domain, local parts, oldest first: the last REFERENCE_LIMIT of them, in a ring. */
struct ids {
    struct str ring[REFERENCE_LIMIT];
    size_t count;
};

static void collect_ids(const struct field *f, const char *domain, struct ids *ids)
{
    struct str rest = f == NULL ? STR_EMPTY : f->value, id;

    while (mime_next_id(&rest, &id))
        if (id.n <= ID_LIMIT && is_ours(id, domain))
            ids->ring[ids->count++ % REFERENCE_LIMIT] = address_local(id);
}

static void add_references(const void *ctx, const struct ids *ids, struct origin *out)
{
    size_t kept = ids->count < REFERENCE_LIMIT ? ids->count : REFERENCE_LIMIT;

    for (size_t i = 0; i < kept && out->reference_count < REFERENCE_LIMIT; i++) {
        struct str id = ids->ring[(ids->count - 1 - i) % REFERENCE_LIMIT];
        bool known = false;

        for (size_t j = 0; j < out->reference_count; j++)
            known |= str_equal(str_of(out->references[j]), id);
        if (!known)
            out->references[out->reference_count++] = str_dup(ctx, id);
    }
}

/* In-Reply-To names what was answered; References ends with it (RFC 5322 3.6.4). */
static void read_references(const void *ctx, const struct headers *h, const char *domain, struct origin *out)
{
    static const char *const names[] = {"In-Reply-To", "References"};

    out->references = mem_array(ctx, REFERENCE_LIMIT, sizeof *out->references);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct ids ids = {.count = 0};

        collect_ids(mime_field(h, names[i]), domain, &ids);
        add_references(ctx, &ids, out);
    }
}

static char *read_message_id(const void *ctx, const struct headers *h)
{
    const struct field *f = mime_field(h, "Message-ID");
    struct str rest = f == NULL ? STR_EMPTY : f->value, id;

    return mime_next_id(&rest, &id) && id.n <= ID_LIMIT ? str_dup(ctx, id) : mem_string(ctx, "");
}

void mime_origin(const void *ctx, const struct headers *h, const struct origin_question *q, struct origin *out)
{
    void *scratch = mem_zero(ctx, 1);
    struct mailbox from;
    char *domain = NULL;

    *out = (struct origin){.from_state = FROM_NONE};
    mime_from(scratch, h, &from);
    out->from_state = from.state;
    out->from = mem_string(ctx, from.state == FROM_ONE ? from.address : "");
    out->from_name = mime_encoded_line(ctx, str_of(from.name), mime_latin_to_utf8);
    if (from.state == FROM_ONE)
        domain = mime_domain(scratch, address_domain(str_of(from.address)));
    out->verdict = mime_verdict(scratch, h, q->authserv_id, domain, &out->verdict_seen);
    out->automatic = mime_automatic(scratch, h, q->null_sender);
    out->role_sender = mime_role_from(scratch, h, &from);
    out->spam = is_spam(scratch, h, q->spam_header);
    out->loop = is_loop(scratch, h, q->domain);
    out->addressed = is_addressed(h, q);
    out->no_archive = str_equal_nocase(mime_field_text(scratch, h, "X-No-Archive"), STR("yes"));
    out->message_id = read_message_id(ctx, h);
    read_references(ctx, h, q->domain, out);
    mem_free(scratch);
}
