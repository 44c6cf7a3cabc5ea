/* The disclosure guard: what a mail says of its writer in closing and signature lines is cut, company disclaimers and
 * attributions go, our own tokens are cut everywhere, and what gives the writer away in between is found and a redacted text offered. */
#include "base/mem.h"
#include "reply/private.h"

enum {
    TAIL_LINES = 16,  /* a signature block has at most so many */
    TAIL_BYTES = 90,  /* and no longer lines */
    TAIL_WORDS = 9,
    DISCLAIMER_PARAGRAPHS = 8
};

/* What company disclaimers say. A paragraph whose phrases weigh three or more is one; words a forum may well talk about weigh one. */
static const struct {
    unsigned weight;
    const char *phrase;
} disclaimers[] = {
    {2, "this e-mail and any attach"}, {2, "this email and any attach"}, {2, "this message and any attach"},
    {2, "e-mail is confidential"}, {2, "email is confidential"}, {2, "message is confidential"},
    {2, "intended recipient"}, {2, "intended solely for"}, {2, "intended only for the"},
    {2, "received this e-mail in error"}, {2, "received this email in error"}, {2, "received this message in error"},
    {2, "notify the sender"}, {3, "confidentiality notice:"}, {3, "consider the environment before printing"},
    {3, "think before you print"}, {1, "confidential"}, {1, "privileged"},
    {3, "diese e-mail enthält vertrauliche"}, {3, "diese nachricht enthält vertrauliche"}, {2, "diese e-mail ist vertraulich"},
    {2, "nicht der richtige adressat"}, {2, "irrtümlich erhalten"}, {1, "vertraulich"}, {1, "unbefugte"}, {2, "informieren sie bitte sofort den absender"},
    {3, "registergericht"}, {2, "geschäftsführer:"}, {2, "amtsgericht"},
    {3, "ce message et toutes les pièces jointes"}, {3, "ce courriel et ses pièces jointes"}, {2, "reçu ce message par erreur"},
    {1, "confidentiel"}, {1, "destinataire"},
    {3, "este mensaje y sus archivos adjuntos"}, {2, "ha recibido este mensaje por error"}, {1, "confidencial"}, {1, "destinatario"},
    {3, "le informazioni contenute in questo messaggio"}, {2, "ricevete questo messaggio per errore"}, {1, "riservat"},
    {3, "dit e-mailbericht en eventuele bijlagen"}, {2, "dit bericht is uitsluitend bestemd"}, {1, "vertrouwelijk"}, {1, "geadresseerde"},
    {3, "esta mensagem e seus anexos"}, {2, "recebeu esta mensagem por engano"},
    {3, "detta meddelande och eventuella bilagor"}, {3, "ta wiadomość i wszelkie załączniki"}, {2, "otrzymali państwo tę wiadomość omyłkowo"},
    {0, NULL}};

/* Words a contact line begins with. */
static const char *const contact_labels[] = {"tel", "telefon", "phone", "mobile", "mobil", "cell", "fax", "email", "e-mail", "mail", "web",
                                             "www", "skype", "linkedin", "twitter", "t", "m", "f", "p", "ph", "direct", "handy",
                                             "téléphone", "portable", "móvil", "teléfono", NULL};

/* Four bytes of a phrase's beginning, of which one in STEP is looked at: a text has one of them at one of any STEP places in a row, where the
 * phrase stands. */
enum {
    GRAM = 4,
    PHRASE_LEAST = 8, /* bytes of a phrase */
    STEP = PHRASE_LEAST - GRAM + 1,
    DISCLAIMERS = sizeof disclaimers / sizeof disclaimers[0] - 1,
    GRAM_BITS = 13
};

struct grams {
    uint16_t first[1 << GRAM_BITS], next[1 + DISCLAIMERS * STEP]; /* number of the phrase * STEP + place in it + 1; 0 ends */
};

static size_t gram_slot(const char *p)
{
    uint32_t gram;

    memcpy(&gram, p, GRAM);
    return gram * 2654435761u >> (32 - GRAM_BITS);
}

static const struct grams *disclaimer_grams(void)
{
    static struct grams grams;
    static bool ready;

    for (uint16_t at = 1; !ready && at <= DISCLAIMERS * STEP; at++) {
        uint16_t *first = &grams.first[gram_slot(disclaimers[(at - 1) / STEP].phrase + (at - 1) % STEP)];

        grams.next[at] = *first;
        *first = at;
    }
    ready = true;
    return &grams;
}

static unsigned disclaimer_weight(struct str text)
{
    const struct grams *grams = disclaimer_grams();
    bool found[DISCLAIMERS] = {false};
    unsigned weight = 0;

    for (size_t at = STEP - 1; at + GRAM <= text.n; at += STEP)
        for (size_t gram = grams->first[gram_slot(text.p + at)]; gram != 0; gram = grams->next[gram]) {
            size_t i = (gram - 1) / STEP;

            if (found[i] || !str_starts(str_from_index(text, at - (gram - 1) % STEP), str_of(disclaimers[i].phrase)))
                continue;
            found[i] = true;
            weight += disclaimers[i].weight;
        }
    return weight;
}

/* Whether the lines [start, end) together say what a disclaimer says; up to 4 KB are looked at. */
static bool disclaimer(const struct page *page, size_t start, size_t end)
{
    struct buf text;
    unsigned weight;

    buf_init(&text, page->ctx, 4096);
    for (size_t i = start; i < end && !text.full; i++) {
        buf_str(&text, page->lines[i].plain);
        buf_char(&text, ' ');
    }
    weight = disclaimer_weight(buf_view(&text));
    mem_free(text.p);
    return weight >= 3;
}

/* Whether it begins like "Tel:" or "M +44". */
static bool contact_label(struct str plain)
{
    size_t end = 0;

    while (end < plain.n && plain.p[end] != ':' && plain.p[end] != '.' && plain.p[end] != ' ')
        end++;
    if (end == plain.n && !str_starts(plain, STR("www")))
        return false;
    for (size_t i = 0; contact_labels[i] != NULL; i++)
        if (str_equal(str_from(plain.p, end), str_of(contact_labels[i])))
            return end < plain.n && (plain.p[end] != ' ' || end <= 5);
    return false;
}

static bool has_phone(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (phone_at(text, i) > 0)
            return true;
    return false;
}

enum tail { TAIL_TEXT, TAIL_SHORT, TAIL_NAME, TAIL_CONTACT };

/* What a line near the end is: a sentence, a short line (a title, a company), the writer's name, or a way to reach them. */
static enum tail tail_kind(const struct page *page, size_t at, const struct marks *marks)
{
    const struct line *line = &page->lines[at];
    struct str text = line->text, plain = line->plain;
    size_t words = 0, names;
    char last;

    if (line->depth > 0 || plain.n == 0 || text.n > 3 * TAIL_BYTES)
        return TAIL_TEXT;
    names = marks_in_line(page->ctx, text, marks, &words);
    last = text.p[text.n - 1];
    if (words <= TAIL_WORDS && last != '?' && last != '!') {
        bool address = marks->address.n > 0 && str_find(plain, marks->address) < plain.n;
        bool link = str_find(plain, STR("://")) < plain.n || str_starts(plain, STR("www.")) || str_index(plain, '@') < plain.n;

        if (address || contact_label(plain) || (words <= 5 && (has_phone(text) || link)))
            return TAIL_CONTACT;
    }
    if (names > 0 && words <= 6 && text.n <= TAIL_BYTES && last != '?' && (last != '.' || words <= 3))
        return structure_closing(plain) ? TAIL_TEXT : TAIL_NAME;
    if (text.n <= TAIL_BYTES && words <= TAIL_WORDS && last != '.' && last != '?' && last != '!' && last != ',' && last != ':')
        return structure_closing(plain) ? TAIL_TEXT : TAIL_SHORT;
    return TAIL_TEXT;
}

/* One past the last line that is left. */
static size_t end_of(const struct page *page, size_t end)
{
    while (end > 0 && (page->lines[end - 1].text.n == 0 || structure_ruler(page->lines[end - 1].text, 2)))
        end--;
    return end;
}

static size_t paragraph_start(const struct page *page, size_t end)
{
    while (end > 0 && page->lines[end - 1].text.n > 0)
        end--;
    return end;
}

static size_t cut_disclaimers(const struct page *page, size_t end)
{
    for (unsigned i = 0; i < DISCLAIMER_PARAGRAPHS; i++) {
        size_t last = end_of(page, end), start = paragraph_start(page, last);

        if (last == 0 || last - start > 4 * TAIL_LINES || !disclaimer(page, start, last))
            break;
        /* a sentence of the writer's own may stand directly above, in the same paragraph */
        for (unsigned n = 0; n < TAIL_LINES && last - start > 1 && disclaimer(page, start + 1, last); n++)
            start++;
        end = start;
    }
    return end;
}

static bool closing_above(const struct page *page, size_t at)
{
    while (at > 0 && page->lines[at - 1].text.n == 0)
        at--;
    return at > 0 && structure_closing(page->lines[at - 1].plain);
}

/* The signature block that ends at `end`: from its name line, or from below the closing, down to the end; or just contact lines. */
static size_t cut_signature(const struct page *page, size_t end, const struct marks *marks)
{
    size_t last = end_of(page, end), cut = last, lines = 0, contacts = 0;

    for (size_t i = last; i > 0 && lines < TAIL_LINES; i--) {
        enum tail kind = page->lines[i - 1].text.n == 0 ? TAIL_SHORT : tail_kind(page, i - 1, marks);

        if (page->lines[i - 1].text.n == 0)
            continue;
        lines++;
        if (kind == TAIL_TEXT)
            break;
        contacts += kind == TAIL_CONTACT;
        if (kind == TAIL_NAME || (kind == TAIL_CONTACT && cut == i) || (contacts > 0 && closing_above(page, i - 1)))
            cut = i - 1;
        else if (kind == TAIL_CONTACT && lines == 1)
            cut = i - 1;
    }
    return cut;
}

/* The name behind a closing: "Regards, Ann Miller" keeps its first words. 0 when there is none. */
static size_t closing_cut(const struct page *page, const struct line *line, const struct marks *marks)
{
    struct str rest = line->raw;
    size_t words, cut = line->raw.n;

    if (!structure_closing(line->plain) || marks_in_line(page->ctx, line->text, marks, &words) == 0)
        return line->raw.n;
    for (size_t i = 0; i < line->raw.n; i++) {
        rest = str_from_index(line->raw, i);
        if ((i == 0 || rest.p[-1] == ' ' || rest.p[-1] == ',') && marks_in_line(page->ctx, str_cut(rest, 0, str_index(rest, ' ')), marks, &words) > 0) {
            cut = i;
            break;
        }
    }
    while (cut > 0 && (line->raw.p[cut - 1] == ' ' || line->raw.p[cut - 1] == '-'))
        cut--;
    return cut;
}

static void put_page(struct buf *out, struct page *page, size_t end, const struct marks *marks, bool *cut)
{
    size_t tail = end > 3 ? end - 3 : 0;

    for (size_t i = 0; i < end; i++) {
        struct line *line = &page->lines[i];
        size_t n = line->raw.n;
        bool attribution = line->label == LABEL_INTRO || line->label == LABEL_MARKER ||
                           (line->depth > 0 && line->plain.n > 0 && line->plain.p[line->plain.n - 1] == ':' &&
                            str_index(line->plain, '@') < line->plain.n && attribution_line(languages_all(), line->plain, true));

        if (attribution) {
            *cut = true;
            continue;
        }
        if (i >= tail && line->text.n > 0)
            n = closing_cut(page, line, marks);
        *cut = *cut || n < line->raw.n;
        buf_add(out, line->raw.p, n);
        buf_char(out, '\n');
    }
}

static char *what_found(const void *ctx, unsigned found)
{
    static const struct {
        unsigned bit;
        const char *words;
    } table[] = {{FOUND_ADDRESS, "your address"}, {FOUND_NAME, "your name"}, {FOUND_PHONE, "a phone number"}};
    struct buf out;

    buf_init(&out, ctx, 100);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if ((found & table[i].bit) == 0)
            continue;
        buf_text(&out, out.n > 0 ? ", " : "");
        buf_text(&out, table[i].words);
    }
    return mem_string(ctx, buf_string(&out));
}

void reply_guard(const void *ctx, struct str words, const struct identity_marks *given, struct guard *out)
{
    void *job = mem_zero(ctx, 0);
    struct marks marks;
    struct page page;
    struct buf clean, kept, redacted;
    struct str rest;
    size_t end, before;
    unsigned found;

    *out = (struct guard){0};
    marks_init(job, &marks, given);
    buf_init(&clean, job, words.n * 2 + 64);
    out->cut = redact_ours(&clean, words, &marks);
    words = out->cut ? buf_view(&clean) : words;
    page_read(job, words, languages_all(), &page);
    structure_mark(&page);
    before = end = end_of(&page, page.count);
    for (unsigned i = 0; i < 3; i++) { /* a disclaimer may stand above or below the signature */
        size_t old = end;

        end = cut_signature(&page, cut_disclaimers(&page, end), &marks);
        if (end == old)
            break;
    }
    if (end_of(&page, end) == 0)
        end = before; /* nothing else was written: then it is no signature */
    out->cut = out->cut || end < before;
    if (end == before)
        end = page.count;
    buf_init(&kept, job, words.n + 64);
    buf_reserve(&kept, words.n + 1);
    put_page(&kept, &page, end, &marks, &out->cut);
    rest = str_trim_end(buf_view(&kept));
    out->words = str_dup(ctx, rest);
    buf_init(&redacted, job, rest.n * 4 + 64);
    found = redact_own(job, &redacted, rest, &marks);
    out->found = found != 0;
    out->redacted = out->found ? mem_string(ctx, buf_string(&redacted)) : out->words;
    out->found_what = what_found(ctx, found);
    mem_free(job);
}
