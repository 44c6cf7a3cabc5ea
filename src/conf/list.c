#include "conf/private.h"

static void json_string(FILE *to, const char *text)
{
    putc('"', to);
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '"' || *p == '\\')
            fprintf(to, "\\%c", *p);
        else if ((unsigned char)*p < 0x20)
            fprintf(to, "\\u%04x", (unsigned)*p);
        else
            putc(*p, to);
    }
    putc('"', to);
}

static void json_member(FILE *to, const char *name, const char *text)
{
    fprintf(to, ", \"%s\": ", name);
    if (text == NULL)
        fputs("null", to);
    else
        json_string(to, text);
}

static void list_json(FILE *to, const struct setting *row)
{
    fputs("  {\"section\": ", to);
    json_string(to, row->section);
    json_member(to, "name", row->name);
    json_member(to, "type", setting_type_name(row->type));
    json_member(to, "default", row->standard);
    if (row->sensitive != NULL)
        json_member(to, "sensitive", row->sensitive);
    if (row->type >= SETTING_NUMBER && row->most > 0)
        fprintf(to, ", \"min\": %llu, \"max\": %llu", (unsigned long long)row->least, (unsigned long long)row->most);
    if (row->words != NULL) {
        fputs(", \"values\": [", to);
        for (size_t i = 0; row->words[i] != NULL; i++) {
            fputs(i == 0 ? "" : ", ", to);
            json_string(to, row->words[i]);
        }
        putc(']', to);
    }
    json_member(to, "help", row->help);
    putc('}', to);
}

/* `text` in lines of at most 100 columns, each behind "    ". */
static void wrapped(FILE *to, const char *text)
{
    size_t column = 0;

    for (struct str rest = str_of(text), word; str_next_word(&rest, &word);) {
        if (column > 0 && column + 1 + word.n > 100) {
            putc('\n', to);
            column = 0;
        }
        fprintf(to, "%s%.*s", column == 0 ? "    " : " ", STR_ARGS(word));
        column += (column == 0 ? 4 : 1) + word.n;
    }
    putc('\n', to);
}

static void list_text(FILE *to, const struct setting *row)
{
    fprintf(to, "%s = ", row->name);
    if (row->words != NULL)
        for (size_t i = 0; row->words[i] != NULL; i++)
            fprintf(to, "%s%s", i == 0 ? "" : " | ", row->words[i]);
    else
        fprintf(to, "(%s)", setting_type_name(row->type));
    if (row->standard == NULL)
        fputs("    required\n", to);
    else if (*row->standard == '\0')
        fputs("    default: none\n", to);
    else
        fprintf(to, "    default: %s%s%s%s\n", row->standard, row->sensitive != NULL ? " (profile sensitive: " : "",
                row->sensitive != NULL ? row->sensitive : "", row->sensitive != NULL ? ")" : "");
    wrapped(to, row->help);
}

void conf_list_profile(FILE *to)
{
    for (size_t i = 0; i < conf_table_count; i++)
        if (conf_table[i].sensitive != NULL)
            fprintf(to, "  [%s] %s = %s (open: %s)\n", conf_table[i].section, conf_table[i].name, conf_table[i].sensitive, conf_table[i].standard);
}

void conf_list(FILE *to, bool json)
{
    const char *section = "";

    if (json)
        fputs("[\n", to);
    for (size_t i = 0; i < conf_table_count; i++) {
        const struct setting *row = &conf_table[i];

        if (json) {
            list_json(to, row);
            fputs(i + 1 < conf_table_count ? ",\n" : "\n", to);
            continue;
        }
        if (strcmp(section, row->section) != 0)
            fprintf(to, "%s[%s]\n", i == 0 ? "" : "\n", row->section);
        section = row->section;
        list_text(to, row);
    }
    if (json)
        fputs("]\n", to);
}
