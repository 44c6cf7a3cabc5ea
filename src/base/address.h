/* Mail addresses as they stand in envelopes and are looked up: one strict grammar at every edge. */
#ifndef BASE_ADDRESS_H
#define BASE_ADDRESS_H

#include <stdbool.h>

#include "base/outcome.h"
#include "base/str.h"

enum { ADDRESS_LOCAL_LIMIT = 64, ADDRESS_DOMAIN_LIMIT = 255, ADDRESS_LIMIT = 254 };

/* Whether s is local@domain that may be given to SMTP as it stands: dot-atoms (RFC 5321 4.1.2) of printable ASCII or,
 * in valid UTF-8, safe non-ASCII characters (RFC 6531); no quoted local parts, no address literals, no white space,
 * control, angle bracket, or source route; lengths within the limits. */
bool address_valid(struct str s);

/* Splits a valid address at its last @. */
struct str address_local(struct str address);
struct str address_domain(struct str address);

/* The form under which an address is looked up: NFC, local part folded to lower case, domain as lower-case A-labels (IDNA).
 * Owned by ctx; NULL when the address is not valid or its domain is no IDNA name. */
char *address_canonical(const void *ctx, struct str address);

#endif
