/* Every word that members can write: a row each. To add one, add its row, and write its command_handler (forum/). */
#ifndef INTENT_TABLE_H
#define INTENT_TABLE_H

#include "lang/lang.h"

/* VERB(name, handler's name, number, word, argument, place, who, help). Help lists them in this order, below the heading of their place. The number is
 * for ever: tokens in old mails carry it; the next free one is 51. Who may not is not told of it; that they may not, the handler sees to. The kinds
 * of arguments are those of argument_fits (verbs.c) and of the examples (forum/help.c). */
#define INTENT_VERBS(VERB) \
    VERB(LIST, list, 23, WORD("list"), "WHICH", PLACE_READ, WHO_MEMBER, \
         PHRASE("Get the newest questions: list new, list hot or list unanswered, and a category if you like.")) \
    VERB(SEARCH, search, 24, WORD("search"), "WORDS", PLACE_READ, WHO_MEMBER, \
         PHRASE("Get the questions that have these words, in their answers too.")) \
    VERB(GET, get, 16, WORD("get"), "QUESTION", PLACE_READ, WHO_MEMBER, \
         PHRASE("Get a question with all its answers by mail.")) \
    VERB(CATEGORIES, categories, 2, WORD("categories"), NULL, PLACE_READ, WHO_ANYBODY, \
         PHRASE("Get the list of categories, each with the address to ask in it.")) \
    VERB(MINE, mine, 35, WORD("mine"), NULL, PLACE_READ, WHO_MEMBER, \
         PHRASE("See what you wrote, and what waits to be seen by others.")) \
    VERB(SHOW, show, 26, WORD("show"), "QUESTION", PLACE_READ, WHO_MEMBER, \
         PHRASE("Get the text of a message that said only that there is one, as a reply to it.")) \
    VERB(UP, up, 17, WORD("+1"), "POST", PLACE_TAKE_PART, WHO_MEMBER, \
         PHRASE("Vote for a question or an answer. As a reply to it, the word is enough; so is \"thanks\".")) \
    VERB(DOWN, down, 18, WORD("-1"), "POST", PLACE_TAKE_PART, WHO_MEMBER, \
         PHRASE("Vote against it.")) \
    VERB(UNVOTE, unvote, 19, WORD("unvote"), "POST", PLACE_TAKE_PART, WHO_MEMBER, \
         PHRASE("Take your vote back.")) \
    VERB(BEST, best, 20, WORD("best"), "POST", PLACE_TAKE_PART, WHO_MEMBER, \
         PHRASE("Choose the best answer to your question. As a reply to the answer, the word is enough.")) \
    VERB(UNSELECT, unselect, 21, WORD("unselect"), "QUESTION", PLACE_TAKE_PART, WHO_MEMBER, \
         PHRASE("Take that back.")) \
    VERB(UNDO, undo, 9, WORD("undo"), NULL, PLACE_TAKE_PART, WHO_MEMBER, \
         PHRASE("Take back what you did last, while it can be taken back. Best as a reply to the receipt.")) \
    VERB(DELETE, delete, 10, WORD("delete"), "POST", PLACE_TAKE_PART, WHO_MEMBER, \
         PHRASE("Delete something you wrote. As a reply to its receipt, the word is enough.")) \
    VERB(CONVERT, convert, 36, WORD("convert"), "POST KIND", PLACE_TAKE_PART, WHO_MEMBER, \
         PHRASE("Make your answer a comment; editors make a comment an answer, too. In reply to it: convert.")) \
    VERB(CLOSE, close, 28, WORD("close"), "QUESTION REASON", PLACE_TAKE_PART, WHO_MEMBER, \
         PHRASE("Let your question take no more answers. In reply to its mail: close, close: why, or close duplicate Q12.")) \
    VERB(REOPEN, reopen, 29, WORD("reopen"), "QUESTION", PLACE_TAKE_PART, WHO_MEMBER, \
         PHRASE("Let it take answers again.")) \
    VERB(MOVE, move, 32, WORD("move"), "QUESTION CATEGORY", PLACE_TAKE_PART, WHO_MEMBER, \
         PHRASE("Move your question to another category. In reply to its mail: move: category.")) \
    VERB(TAGS, tags, 33, WORD("tags"), "QUESTION TAGS", PLACE_TAKE_PART, WHO_MEMBER, \
         PHRASE("Give your question other tags. In reply to its mail: tags: sleep, costs.")) \
    VERB(REPORT, report, 42, WORD("report"), "POST REASON", PLACE_TAKE_PART, WHO_MEMBER, \
         PHRASE("Tell the moderators that a post should not be here; nobody learns who did. In reply to it: report, or report: why.")) \
    VERB(UNREPORT, unreport, 43, WORD("unreport"), "POST", PLACE_TAKE_PART, WHO_MEMBER, \
         PHRASE("Take that back.")) \
    VERB(SUBSCRIBE, subscribe, 3, WORD("subscribe"), "CATEGORY", PLACE_GET, WHO_ANYBODY, \
         PHRASE("Get every new question of a category by mail; with daily or weekly behind it, gathered in one: subscribe sleep daily.")) \
    VERB(UNSUBSCRIBE, unsubscribe, 4, WORD("unsubscribe"), "CATEGORY", PLACE_GET, WHO_MEMBER, \
         PHRASE("Get no more questions of a category, or of any: unsubscribe all. As a reply to a question, the word is enough.")) \
    VERB(FOLLOW, follow, 37, WORD("follow"), "WHAT", PLACE_GET, WHO_MEMBER, \
         PHRASE("Hear of more: the answers to a question (follow Q12), new questions with a tag (follow #sleep), or those somebody asks under a name of their own (follow NAME).")) \
    VERB(UNFOLLOW, unfollow, 38, WORD("unfollow"), "WHAT", PLACE_GET, WHO_MEMBER, \
         PHRASE("Take that back. As a reply to a mail that came because of it, the word is enough.")) \
    VERB(FOLLOWING, following, 39, WORD("following"), NULL, PLACE_GET, WHO_MEMBER, \
         PHRASE("See what you follow and subscribe to.")) \
    VERB(DIGEST, digest, 48, WORD("digest"), "HOW", PLACE_GET, WHO_MEMBER, \
         PHRASE("See what comes to you gathered in one mail, or have it gathered: digest daily, digest weekly or digest off.")) \
    VERB(MUTE, mute, 5, WORD("mute"), "QUESTION", PLACE_GET, WHO_MEMBER, \
         PHRASE("Hear nothing more of one question. As a reply to a mail about it, the word is enough.")) \
    VERB(UNMUTE, unmute, 6, WORD("unmute"), "QUESTION", PLACE_GET, WHO_MEMBER, \
         PHRASE("Hear of a muted question again.")) \
    VERB(STOP, stop, 7, WORD("stop"), NULL, PLACE_GET, WHO_ANYBODY, \
         PHRASE("Get no mail from the forum any more, whatever it is about.")) \
    VERB(START, start, 8, WORD("start"), NULL, PLACE_GET, WHO_MEMBER, \
         PHRASE("Take a stop back.")) \
    VERB(NAME, name, 11, WORD("name"), "NAME", PLACE_SELF, WHO_MEMBER, \
         PHRASE("Choose the name your posts are shown under; without one, each thread gives you a name of its own.")) \
    VERB(ANONYMOUS, anonymous, 12, WORD("anonymous"), NULL, PLACE_SELF, WHO_MEMBER, \
         PHRASE("Show your posts without any name.")) \
    VERB(SETTINGS, settings, 14, WORD("settings"), NULL, PLACE_SELF, WHO_MEMBER, \
         PHRASE("See your settings, and the values each can have.")) \
    VERB(SET, set, 13, WORD("set"), "KEY VALUE", PLACE_SELF, WHO_MEMBER, \
         PHRASE("Change one of your settings, such as: set notify answer off")) \
    VERB(POINTS, points, 22, WORD("points"), NULL, PLACE_SELF, WHO_MEMBER, \
         PHRASE("See your points.")) \
    VERB(WHOAMI, whoami, 15, WORD("whoami"), NULL, PLACE_SELF, WHO_MEMBER, \
         PHRASE("See what the forum knows about you.")) \
    VERB(EXPORT, export, 27, WORD("export"), NULL, PLACE_SELF, WHO_MEMBER, \
         PHRASE("Get everything the forum has about you by mail.")) \
    VERB(FORGET, forget, 34, WORD("forget"), "me", PLACE_SELF, WHO_MEMBER, \
         PHRASE("Be forgotten by the forum; what you wrote stays, as by \"Someone\". To take it along: forget me and my words")) \
    VERB(HIDE, hide, 30, WORD("hide"), "POST REASON", PLACE_MODERATE, WHO_EDITOR, \
         PHRASE("For editors: take a post away. In reply to it: hide, or hide: why.")) \
    VERB(UNHIDE, unhide, 31, WORD("unhide"), "POST", PLACE_MODERATE, WHO_EDITOR, \
         PHRASE("For editors: bring it back.")) \
    VERB(CLEAR, clear, 44, WORD("clear"), "POST", PLACE_MODERATE, WHO_EDITOR, \
         PHRASE("For editors: clear what was reported of a post, which comes back if that had hidden it.")) \
    VERB(NOTE, note, 45, WORD("note"), "POST TEXT", PLACE_MODERATE, WHO_MODERATOR, \
         PHRASE("For moderators: write to the author of a post, who may reply; neither learns who the other is.")) \
    VERB(BLOCK, block, 46, WORD("block"), "POST REASON", PLACE_MODERATE, WHO_MODERATOR, \
         PHRASE("For moderators: let the author of a post read and leave, and nothing else.")) \
    VERB(UNBLOCK, unblock, 47, WORD("unblock"), "POST", PLACE_MODERATE, WHO_MODERATOR, \
         PHRASE("For moderators: take that back.")) \
    VERB(ADMIT, admit, 49, WORD("admit"), "ADDRESS CATEGORY", PLACE_MODERATE, WHO_MODERATOR, \
         PHRASE("For moderators: let somebody into a members-only category of yours, by their address. The forum does not tell them.")) \
    VERB(EXPEL, expel, 50, WORD("expel"), "ADDRESS CATEGORY", PLACE_MODERATE, WHO_MODERATOR, \
         PHRASE("For moderators: take that back; they see nothing of it any more.")) \
    VERB(HELP, help, 1, WORD("help"), "WORD", PLACE_HELP, WHO_ANYBODY, \
         PHRASE("Get this list of words, or more about one of them."))

#endif
