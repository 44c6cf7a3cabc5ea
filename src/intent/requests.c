/* What people say who want something of the forum: a row a language, for translators to extend. How it is judged stands in asked.c.
 *
 * Phrases have commas between them and are written as people write them: case, accents and apostrophes are seen to. A question mark in front
 * makes a phrase weak: it asks for something only when nothing but politeness stands with it ("stop"), else the person is asked ("I want to
 * stop"). What is not weak must be about mail, lists or subscriptions beyond doubt. LEAVE ends a subscription, STOP all mail. OTHERS shows
 * advice to somebody else ("you can unsubscribe"). POLITE says nothing at all. AROUND are the words a request is made of and reasons that are
 * given for one; whatever people talk about in a forum must not be among them, or answers are lost. */
#include "intent/private.h"

/* clang-format off */
const struct request_language request_languages[] = {
{"en", {
    [WORD_LEAVE] = "unsubscribe, unsubscribe me, unsubscribed, unsubscription, take me off, remove me, opt out, opt me out, sign me off, drop me,"
        " off this list, off the list, off your list, off your mailing list, off this mailing list, from this list, from the list, from your list,"
        " from your mailing list, from this mailing list, leave this list, leave the list, leave the mailing list, cancel my subscription,"
        " cancel subscription, end my subscription, ?leave, ?remove, ?sign off, ?quit",
    [WORD_STOP] = "stop sending, stop sending me, stop emailing, stop emailing me, stop e mailing me, stop mailing me, stop writing me,"
        " stop contacting me, stop these emails, stop these e mails, stop these mails, stop these messages, stop the emails, stop the mails,"
        " stop all emails, stop all mails, stop spamming, stop spamming me, no more emails, no more e mails, no more mails, no more mail,"
        " no more messages, no more notifications, do not want these emails, don't want these emails, dont want these emails,"
        " don't want your emails, don't want any more emails, do not want any more emails, dont want any more emails, do not send me,"
        " don't send me, dont send me, do not email me, don't email me, dont email me, do not mail me, don't mail me, do not contact me,"
        " don't contact me, do not write to me, don't write to me, never signed up, did not sign up, didn't sign up, didnt sign up,"
        " never subscribed, did not subscribe, didn't subscribe, do not want to receive, don't want to receive, dont want to receive,"
        " do not wish to receive, no longer want to receive, no longer wish to receive, not wish to receive, remove my address, remove my email,"
        " remove my e mail, remove my mail, delete my address, delete my email address, delete my email, ?stop",
    [WORD_JOIN] = "subscribe, subscribe me, sign me up, add me, put me on, want to subscribe, ?join, ?sign up, ?register, ?become a member,"
        " ?take part, ?participate",
    [WORD_HELP] = "how does this forum work, how does this list work, how does the forum work, how do i use this forum, how do i use the forum,"
        " how do i use this list, how do i post here, how do i post a question, how do i ask a question here, ?help, ?manual, ?instructions,"
        " ?commands, ?how does this work, ?how does it work, ?how do i use this, ?what is this, ?who are you, ?how do i ask a question",
    [WORD_ASK] = "delete my account, close my account, cancel my account, remove my account, delete my data, delete all my data, delete my posts,"
        " ?leave me alone, ?forget me, ?delete me, ?pause",
    [WORD_NOT] = "not, don't, dont, never, didn't, won't, wouldn't, no, nobody",
    [WORD_OTHERS] = "you can, you could, you should, you may, you might, you must, you need to, you have to, you will, you want to, just unsubscribe,"
        " did you, do you, have you",
    [WORD_POLITE] = "please, pls, plz, kindly, hi, hello, hello there, hi there, hey, dear, greetings, good morning, good day, good evening,"
        " good afternoon, sir, madam, dear sir or madam, to whom it may concern, team, admin, admins, administrator, moderator, moderators,"
        " thanks, thank you, thank you very much, thank you so much, thx, many thanks, thanks a lot, thanks in advance, in advance, regards,"
        " kind regards, best regards, best wishes, best, sincerely, yours sincerely, yours, cheers, sorry, urgent, immediately, at once, now,"
        " today, again, asap, right away, bye, no subject, have a nice day, have a good day",
    [WORD_AROUND] = "i, me, my, mine, we, us, our, you, your, am, m, was, want, would, d, ll, like, wish, need, prefer, to, from, of, off, on, in, at,"
        " for, by, with, this, that, these, those, the, a, an, any, all, every, each, more, anymore, any more, any longer, further, future,"
        " list, lists, mailing, mailing list, mailinglist, newsletter, newsletters, subscription, subscriptions, email, emails, e, mail, mails,"
        " message, messages, notification, notifications, digest, forum, group, groups, community, category, board, website, site, address,"
        " account, name, it, its, be, been, being, have, has, had, ve, get, gets, getting, got, receive, receiving, received, send, sending, sent,"
        " how, do, does, can, could, may, will, where, is, are, there, way, so, and, but, because, since, as, just, only, really, already, still,"
        " too, many, much, too many, too much, a lot, daily, not interested, no longer interested, no longer, interested, no time, don't have time,"
        " time, busy, inbox, spam, mistake, by mistake, wrong person, wrong address, here, out, take, put, try, trying, tried, asked, request,"
        " requesting, times, twice, let, know, if, possible, soon, permanently, completely, everything, tell, say, thing, things, when, or, what"}},
{"de", {
    [WORD_LEAVE] = "unsubscribe, abmelden, abbestellen, austragen, abmeldung, abbestellung, abo kündigen, abonnement kündigen, aus dem verteiler,"
        " aus diesem verteiler, aus ihrem verteiler, aus eurem verteiler, vom verteiler, aus der liste, von der liste, aus dieser liste, von dieser liste,"
        " von ihrer liste, aus ihrer liste, aus der mailingliste, von der mailingliste, vom newsletter, aus dem newsletter, melden sie mich ab,"
        " melden sie mich bitte ab, melde mich ab, melde mich bitte ab, meldet mich ab, meldet mich bitte ab, tragen sie mich aus,"
        " tragen sie mich bitte aus, tragt mich aus, tragt mich bitte aus, trag mich aus, ?austreten, ?aussteigen, ?kündigen",
    [WORD_STOP] = "keine mails mehr, keine e mails mehr, keine emails mehr, keine nachrichten mehr, keine benachrichtigungen mehr, keine post mehr,"
        " keine weiteren mails, keine weiteren e mails, keine weiteren emails, keine weiteren nachrichten, nicht mehr anschreiben,"
        " schreiben sie mir nicht mehr, schreibt mir nicht mehr, schickt mir nichts mehr, schicken sie mir nichts mehr, senden sie mir nichts mehr,"
        " schickt mir keine, schicken sie mir keine, senden sie mir keine, sendet mir keine, schicken sie mir bitte keine, schickt mir bitte keine,"
        " senden sie mir bitte keine, nichts mehr schicken, nichts mehr senden, nichts mehr zuschicken, mails nicht mehr, e mails nicht mehr,"
        " hört auf mir zu schreiben, hören sie auf mir zu schreiben, hört auf mir mails zu schicken, löschen sie meine adresse,"
        " löscht meine adresse, meine adresse löschen, meine e mail adresse löschen, meine mailadresse löschen, meine emailadresse löschen,"
        " nie angemeldet, nie bestellt, nicht bestellt, ?stop, ?stopp, ?aufhören, ?hört auf, ?hören sie auf, ?hör auf",
    [WORD_JOIN] = "subscribe, abonnieren, abonniere, in den verteiler, auf den verteiler, auf die liste, in die liste, in die mailingliste, ?anmelden,"
        " ?anmeldung, ?beitreten, ?mitmachen, ?teilnehmen, ?mitglied werden, ?registrieren, ?eintragen",
    [WORD_HELP] = "wie funktioniert dieses forum, wie funktioniert das forum, wie funktioniert diese liste, wie benutze ich das forum,"
        " wie benutze ich dieses forum, ?hilfe, ?help, ?anleitung, ?befehle, ?wie funktioniert das, ?wie funktioniert das hier, ?wie geht das,"
        " ?wie geht das hier, ?was ist das, ?was ist das hier, ?wer seid ihr, ?wer sind sie, ?wie stelle ich eine frage",
    [WORD_ASK] = "konto löschen, account löschen, löschen sie mein konto, löscht mein konto, lösche mein konto, löschen sie meine daten,"
        " löscht meine daten, meine daten löschen, ?lasst mich in ruhe, ?lassen sie mich in ruhe, ?lass mich in ruhe, ?pause",
    [WORD_NOT] = "nicht, nie, niemals, kein, keine, keinen, nichts, niemand",
    [WORD_OTHERS] = "du kannst, du könntest, du solltest, du musst, sie können, sie könnten, sie sollten, sie müssen, man kann, man sollte, man muss,"
        " hast du, haben sie",
    [WORD_POLITE] = "bitte, hallo, hi, hey, moin, servus, guten tag, guten morgen, guten abend, grüß gott, liebe, lieber, liebes, sehr geehrte,"
        " sehr geehrter, sehr geehrte damen und herren, damen und herren, danke, danke schön, dankeschön, vielen dank, besten dank,"
        " herzlichen dank, im voraus, mit freundlichen grüßen, freundliche grüße, viele grüße, liebe grüße, beste grüße, lg, mfg, vg, gruß, grüße,"
        " team, admin, sofort, umgehend, jetzt, endlich, nochmals, dringend, leider, gern, gerne, tschüss",
    [WORD_AROUND] = "ich, mich, mir, wir, uns, mein, meine, meinen, meiner, meinem, sie, ihr, ihre, ihrem, ihrer, ihren, ihnen, euer, eure, eurem,"
        " eurer, euren, euch, du, den, dem, der, die, das, des, dieser, diese, diesen, diesem, dieses, ein, eine, einen, einer, einem, aus, von, vom, in,"
        " im, ins, auf, für, zu, zum, zur, an, am, bei, mit, hier, wieder, möchte, möchten, will, wollen, würde, würden, kann, können, könnte,"
        " könnten, könnt, darf, soll, werde, werden, wird, bin, ist, sind, war, habe, haben, hab, hatte, wünsche, nehmen, nehmt, nimm, streichen,"
        " streicht, löschen, löscht, lösche, entfernen, entfernt, entferne, tragen, wie, wo, liste, verteiler, mailverteiler, mailingliste,"
        " newsletter, forum, gruppe, kategorie, abo, abonnement, mail, mails, e, email, emails, nachricht, nachrichten, benachrichtigung,"
        " benachrichtigungen, adresse, mailadresse, emailadresse, name, namen, mehr, weitere, weiteren, alle, allen, ganz, viele, viel, zu viele,"
        " zu viel, täglich, zeit, interesse, kein interesse, kein interesse mehr, keine zeit, keine zeit mehr, nicht mehr interessiert, postfach,"
        " spam, irrtum, irrtümlich, versehen, aus versehen, versehentlich, bekomme, bekommen, erhalte, erhalten, kriege, schicken, schickt,"
        " senden, sendet, und, aber, denn, weil, da, oder, so, nur, auch, noch, schon, sehr, bald, möglich, falls, wenn, dass, ob, es, künftig,"
        " zukunft, ab, nun, mal, einfach, lange"}},
{"fr", {
    [WORD_LEAVE] = "désabonner, désabonnez moi, désabonne moi, désabonnement, désinscrire, désinscrivez moi, désinscription, me désabonner,"
        " me désinscrire, retirez moi de, retirer de la liste, retirez moi de la liste, retirez moi de votre liste, enlevez moi de la liste,"
        " enlevez moi de, supprimez moi de, résilier mon abonnement, annuler mon abonnement, de la liste de diffusion, de votre liste, de cette liste,"
        " unsubscribe, ?quitter, ?résilier",
    [WORD_STOP] = "plus recevoir, ne m'envoyez plus, ne plus m'envoyer, ne plus m'écrire, ne m'écrivez plus, arrêtez de m'envoyer,"
        " arrêter de m'envoyer, arrêtez d'envoyer, arrêtez vos mails, arrêtez ces mails, arrêtez de m'écrire, cessez de m'envoyer,"
        " cessez de m'écrire, cessez ces envois, plus de mails, plus de courriels, plus de mail, supprimez mon adresse, supprimer mon adresse,"
        " retirez mon adresse, retirer mon adresse, effacez mon adresse, jamais inscrit, jamais inscrite, ?stop, ?arrêtez, ?arrêter, ?arrête",
    [WORD_JOIN] = "m'abonner, abonnez moi, m'inscrire, inscrivez moi, ajoutez moi, s'abonner, abonnement, ?s'inscrire, ?inscription, ?rejoindre,"
        " ?participer, ?adhérer, ?devenir membre",
    [WORD_HELP] = "comment fonctionne ce forum, comment fonctionne le forum, comment fonctionne cette liste, comment utiliser ce forum,"
        " comment utiliser le forum, ?aide, ?aidez moi, ?mode d'emploi, ?comment ça marche, ?comment ça fonctionne, ?c'est quoi,"
        " ?qu'est ce que c'est, ?qui êtes vous, ?comment poser une question",
    [WORD_ASK] = "supprimer mon compte, supprimez mon compte, fermer mon compte, fermez mon compte, supprimer mes données, supprimez mes données,"
        " effacez mes données, ?laissez moi tranquille, ?pause",
    [WORD_NOT] = "pas, ne, n, jamais, non, rien, aucun, aucune",
    [WORD_OTHERS] = "tu peux, tu devrais, tu dois, vous devriez, vous devez, on peut, il faut, as tu, avez vous, vous pouvez vous",
    [WORD_POLITE] = "s'il vous plaît, s'il te plaît, svp, stp, bonjour, bonsoir, salut, cher, chère, chers, madame, monsieur, madame monsieur, merci,"
        " merci beaucoup, merci bien, merci d'avance, d'avance, par avance, cordialement, bien cordialement, bien à vous, sincères salutations,"
        " bonne journée, à bientôt, équipe, l'équipe, toute l'équipe, désolé, désolée, immédiatement, maintenant, de suite, tout de suite, urgent, veuillez,"
        " prière de, merci de",
    [WORD_AROUND] = "je, j, me, m, moi, mon, ma, mes, nous, notre, vous, votre, vos, le, la, les, l, un, une, des, du, de, d, à, au, aux, ce, cet, cette, ces,"
        " en, y, dans, sur, pour, par, avec, qui, que, qu, veux, voudrais, souhaite, souhaiterais, désire, aimerais, voulons, peux, pouvez, pourriez,"
        " puis, peut, faire, comment, où, est, suis, c, ça, il, ai, avoir, liste, listes, diffusion, liste de diffusion, newsletter, lettre, infolettre,"
        " forum, groupe, catégorie, abonnement, mail, mails, e, email, emails, courriel, courriels, message, messages, notification, notifications,"
        " adresse, compte, nom, plus, trop, beaucoup, tous, toutes, tout, autres, temps, pas le temps, je n'ai pas le temps, pas intéressé, pas intéressée,"
        " plus intéressé, plus intéressée, ne suis plus intéressé, ne m'intéresse plus, intéressé, intérêt, boîte, spam, erreur, par erreur, reçois,"
        " reçoit, recevoir, reçu, envoyer, envoyez, retirer, retirez, enlever, enlevez, supprimer, supprimez, et, mais, car, parce, puisque, ou, si,"
        " possible, très, bien, ici, déjà, encore, ne souhaite, ne veux, ne désire, ne souhaitons, désormais, futur, être"}},
{"es", {
    [WORD_LEAVE] = "darme de baja, dar de baja, deme de baja, denme de baja, dame de baja, dadme de baja, darse de baja, baja de la lista,"
        " cancelar suscripción, cancelar mi suscripción, cancelar la suscripción, cancelen mi suscripción, cancele mi suscripción, desuscribir,"
        " desuscribirme, desuscríbanme, anular suscripción, anular mi suscripción, borrarme de la lista, sacarme de la lista, sáquenme de la lista,"
        " quitarme de la lista, quítenme de la lista, elimínenme de la lista, eliminarme de la lista, bórrenme de la lista, de esta lista, de su lista,"
        " de la lista de correo, unsubscribe, ?baja, ?salir",
    [WORD_STOP] = "no quiero recibir, no deseo recibir, no deseo seguir recibiendo, no quiero seguir recibiendo, dejar de recibir, no recibir más,"
        " dejen de enviarme, deje de enviarme, dejad de enviarme, dejen de mandarme, deje de mandarme, dejen de escribirme, no me envíen más,"
        " no me envíe más, no me manden más, no me mande más, no me enviéis más, no me mandéis más, no me escriban más, no más correos, no más mensajes,"
        " no más emails, eliminen mi correo, eliminen mi dirección, borren mi correo, borren mi dirección, eliminar mi correo, eliminar mi dirección,"
        " nunca me suscribí, no me suscribí, ?basta, ?paren, ?stop, ?alto",
    [WORD_JOIN] = "suscribirme, suscribir, suscríbanme, suscríbame, inscribirme, inscríbanme, apuntarme, agréguenme, añádanme, darme de alta,"
        " denme de alta, suscripción, ?unirme, ?participar, ?registrarme, ?ser miembro",
    [WORD_HELP] = "cómo funciona este foro, cómo funciona el foro, cómo funciona esta lista, cómo se usa este foro, cómo uso este foro, ?ayuda,"
        " ?ayúdenme, ?cómo funciona, ?cómo funciona esto, ?qué es esto, ?quiénes son, ?quién es usted, ?instrucciones, ?cómo hago una pregunta",
    [WORD_ASK] = "eliminar mi cuenta, eliminen mi cuenta, borrar mi cuenta, borren mi cuenta, cerrar mi cuenta, cierren mi cuenta, borrar mis datos,"
        " borren mis datos, eliminen mis datos, ?déjenme en paz, ?pausa",
    [WORD_NOT] = "no, nunca, jamás, nada, ningún, ninguna",
    [WORD_OTHERS] = "puedes, debes, deberías, tienes que, podrías, puede usted, se puede, hay que, has, deberia",
    [WORD_POLITE] = "por favor, porfavor, porfa, hola, buenas, buenos días, buenas tardes, buenas noches, buen día, estimado, estimada, estimados,"
        " estimados señores, señor, señora, señores, querido, querida, gracias, muchas gracias, mil gracias, gracias de antemano, de antemano, saludos,"
        " un saludo, saludos cordiales, cordialmente, atentamente, equipo, perdón, disculpe, disculpen, ya, ahora, inmediatamente, ahora mismo, urgente, adiós",
    [WORD_AROUND] = "yo, me, mi, mis, nos, nosotros, su, sus, ustedes, usted, vuestro, vuestra, el, la, los, las, lo, un, una, unos, de, del, a, al, en,"
        " con, para, por, que, este, esta, esto, estos, estas, ese, esa, esos, esas, quiero, quisiera, deseo, necesito, solicito, pido, gustaría,"
        " queremos, puedo, pueden, podrían, podría, puede, poder, hacer, cómo, como, dónde, es, está, estoy, soy, ha, he, han, ser, lista, listas, correo,"
        " correos, electrónico, electrónicos, boletín, boletines, newsletter, foro, grupo, comunidad, categoría, suscripción, mail, mails, e, email,"
        " emails, mensaje, mensajes, notificación, notificaciones, dirección, nombre, cuenta, más, mas, ya no, demasiados, demasiado, muchos, todos, todas,"
        " todo, tiempo, no tengo tiempo, no me interesa, ya no me interesa, no estoy interesado, no estoy interesada, interesa, spam, error, por error,"
        " recibir, recibo, recibiendo, enviar, envíen, enviarme, mandar, seguir, quitar, sacar, borrar, eliminar, y, e, o, pero, porque, pues, ya que, si,"
        " posible, muy, aquí, sólo, solo, también, tan, pronto, cada, día"}},
{"it", {
    [WORD_LEAVE] = "cancellarmi, cancellatemi, cancellami, mi cancelli, disiscrivermi, disiscrivetemi, disiscrizione, disiscrivere, disiscriversi,"
        " annullare l'iscrizione, annullare la mia iscrizione, cancellare l'iscrizione, cancellare la mia iscrizione, cancellazione, toglietemi dalla lista,"
        " togliermi dalla lista, rimuovetemi, rimuovermi, dalla lista, dalla vostra lista, dalla mailing list, da questa lista, disdire l'abbonamento,"
        " unsubscribe, ?uscire, ?lasciare",
    [WORD_STOP] = "non voglio più ricevere, non desidero più ricevere, non vorrei più ricevere, non ricevere più, smettere di ricevere, non mandatemi più,"
        " non inviatemi più, non scrivetemi più, smettetela di scrivermi, smettetela di inviarmi, smettete di inviarmi, smettete di mandarmi,"
        " smettete di scrivermi, basta mail, basta email, basta messaggi, niente più mail, niente più email, cancellate il mio indirizzo,"
        " cancellare il mio indirizzo, rimuovete il mio indirizzo, eliminate il mio indirizzo, mai iscritto, mai iscritta, ?basta, ?stop, ?smettetela",
    [WORD_JOIN] = "iscrivermi, iscrivetemi, iscrizione, abbonarmi, aggiungetemi, inseritemi, ?partecipare, ?unirmi, ?registrarmi, ?diventare membro",
    [WORD_HELP] = "come funziona questo forum, come funziona il forum, come funziona questa lista, come si usa questo forum, ?aiuto, ?aiutatemi,"
        " ?come funziona, ?che cos'è, ?cos'è questo, ?chi siete, ?istruzioni, ?come faccio una domanda",
    [WORD_ASK] = "cancellare il mio account, cancellate il mio account, eliminare il mio account, eliminate il mio account, cancellate i miei dati,"
        " cancellare i miei dati, ?lasciatemi in pace, ?pausa",
    [WORD_NOT] = "non, mai, no, niente, nessun, nessuno",
    [WORD_OTHERS] = "puoi, devi, dovresti, potresti, si può, si deve, bisogna, hai",
    [WORD_POLITE] = "per favore, per piacere, per cortesia, cortesemente, gentilmente, prego, salve, ciao, buongiorno, buonasera, buon giorno, gentile,"
        " gentili, gentili signori, egregi, egregio, caro, cara, cari, grazie, grazie mille, molte grazie, grazie in anticipo, saluti, cordiali saluti,"
        " distinti saluti, un saluto, cordialmente, team, staff, scusate, subito, adesso, ora, immediatamente, urgente, buona giornata",
    [WORD_AROUND] = "io, mi, me, mio, mia, miei, ci, noi, voi, vi, vostro, vostra, vostri, vostre, il, lo, la, i, gli, le, l, un, uno, una, di, del, della, dei,"
        " delle, dal, dalla, dalle, da, a, al, alla, alle, in, nel, nella, con, su, sul, sulla, per, che, questo, questa, questi, queste, quello, quella,"
        " voglio, vorrei, desidero, chiedo, vogliamo, posso, potete, potreste, può, fare, come, dove, è, sono, ho, essere, avere, stato, lista, liste,"
        " mailing, list, newsletter, forum, gruppo, categoria, comunità, iscrizione, abbonamento, mail, e, email, posta, messaggio, messaggi, notifica,"
        " notifiche, indirizzo, nome, account, più, altre, altri, troppe, troppi, tante, tutti, tutte, tutto, tempo, non ho tempo, non sono interessato,"
        " non sono interessata, non mi interessa, non mi interessa più, non sono più interessato, interessato, interessata, spam, errore, per errore,"
        " ricevere, ricevo, ricevuto, inviare, mandare, togliere, togliete, cancellare, cancellate, rimuovere, ed, o, ma, perché, poiché, se, possibile, molto,"
        " qui, solo, già, ancora, ogni, giorno"}},
{"pt", {
    [WORD_LEAVE] = "cancelar inscrição, cancelar a inscrição, cancelar minha inscrição, cancelar a minha inscrição, cancelar assinatura,"
        " cancelar minha assinatura, cancelar a minha subscrição, cancelar subscrição, cancelar a subscrição, cancelem minha inscrição, descadastrar,"
        " me descadastrar, descadastrem me, desinscrever, me desinscrever, desinscrever me, retirem me da lista, remover me da lista, removam me da lista,"
        " me remover da lista, me tirem da lista, me tire da lista, tirem me da lista, retirar me da lista, me removam da lista, me remova da lista,"
        " sair da lista, sair desta lista, desta lista, da sua lista, da vossa lista, da lista de e mails, unsubscribe, ?sair, ?remover",
    [WORD_STOP] = "não quero receber, não quero mais receber, não desejo receber, não desejo mais receber, não pretendo receber, parar de receber,"
        " deixar de receber, parem de me enviar, pare de me enviar, parem de enviar, parem de mandar, pare de mandar, parem de me mandar,"
        " não me enviem mais, não me envie mais, não me mandem mais, não me mande mais, não enviem mais, não me escrevam mais, chega de e mails,"
        " chega de emails, removam meu e mail, removam meu email, removam o meu e mail, apaguem meu e mail, excluam meu e mail, nunca me inscrevi,"
        " não me inscrevi, ?pare, ?parem, ?parar, ?stop, ?chega",
    [WORD_JOIN] = "me inscrever, inscrever me, inscrevam me, assinar, me cadastrar, adicionem me, me adicionem, inscrição, subscrever, ?participar,"
        " ?entrar, ?juntar me, ?registrar me, ?ser membro",
    [WORD_HELP] = "como funciona este fórum, como funciona o fórum, como funciona esta lista, como usar este fórum, como uso este fórum, ?ajuda,"
        " ?ajudem me, ?como funciona, ?como funciona isso, ?o que é isso, ?o que é isto, ?quem são vocês, ?instruções, ?como faço uma pergunta",
    [WORD_ASK] = "apagar minha conta, apagar a minha conta, excluir minha conta, excluam minha conta, eliminar a minha conta, encerrar minha conta,"
        " apaguem meus dados, apagar meus dados, apagar os meus dados, excluir meus dados, ?me deixem em paz, ?deixem me em paz, ?pausa",
    [WORD_NOT] = "não, nunca, jamais, nada, nenhum, nenhuma, nem",
    [WORD_OTHERS] = "você pode, você deve, você deveria, podes, deves, devias, tens de, é preciso, pode se, você precisa",
    [WORD_POLITE] = "por favor, por gentileza, pf, olá, ola, oi, bom dia, boa tarde, boa noite, caro, cara, caros, prezado, prezada, prezados, senhores,"
        " senhor, senhora, obrigado, obrigada, muito obrigado, muito obrigada, agradeço, desde já, grato, grata, atenciosamente, cumprimentos,"
        " com os melhores cumprimentos, melhores cumprimentos, abraço, abraços, saudações, equipe, equipa, desculpe, desculpem, já, agora, imediatamente, urgente",
    [WORD_AROUND] = "eu, me, mim, meu, minha, meus, minhas, nós, nos, seu, sua, seus, suas, vosso, vossa, vocês, o, a, os, as, um, uma, de, do, da, dos, das, em,"
        " no, na, nos, nas, com, para, por, que, este, esta, isto, isso, esse, essa, estes, estas, esses, essas, deste, desta, desse, dessa, quero, queria,"
        " gostaria, desejo, preciso, peço, solicito, queremos, posso, podem, poderiam, poderia, pode, fazer, faço, como, onde, é, está, estou, sou, ser, foi, lista,"
        " listas, boletim, newsletter, fórum, grupo, comunidade, categoria, inscrição, assinatura, subscrição, mail, mails, e, email, emails, correio, mensagem,"
        " mensagens, notificação, notificações, endereço, nome, conta, mais, demais, muitos, muitas, todos, todas, tudo, tempo, não tenho tempo,"
        " não tenho interesse, não tenho mais interesse, não me interessa, interesse, spam, engano, por engano, erro, por erro, receber, recebo, recebendo, enviar,"
        " enviem, mandar, tirar, retirar, remover, removam, apagar, ou, mas, porque, pois, se, possível, muito, aqui, só, também, cada, dia"}},
{"nl", {
    [WORD_LEAVE] = "uitschrijven, schrijf mij uit, schrijf me uit, schrijft u mij uit, afmelden, meld mij af, meld me af, afmelding, uitschrijving, opzeggen,"
        " abonnement opzeggen, abonnement stopzetten, haal mij van de lijst, haal me van de lijst, haal mij van deze lijst, verwijder mij, verwijder me,"
        " van de lijst, van deze lijst, van de mailinglijst, van deze mailinglijst, van uw lijst, uit de lijst, unsubscribe, ?verlaten",
    [WORD_STOP] = "geen mails meer, geen e mails meer, geen emails meer, geen mail meer, geen berichten meer, geen post meer, niet meer mailen, mail mij niet meer,"
        " mail me niet meer, stuur mij geen, stuur me geen, stuur mij niets meer, stuur me niets meer, stop met mailen, stop met sturen,"
        " stop met het sturen, stop met deze mails, stop met deze e mails, niet langer ontvangen, niets meer ontvangen, verwijder mijn adres,"
        " verwijder mijn e mailadres, verwijder mijn mailadres, nooit aangemeld, niet aangemeld, ?stop, ?stoppen, ?ophouden",
    [WORD_JOIN] = "inschrijven, schrijf mij in, schrijf me in, abonneren, op de lijst, voeg mij toe, voeg me toe, ?aanmelden, ?meld mij aan, ?meedoen, ?deelnemen,"
        " ?lid worden, ?registreren, ?aanmelding",
    [WORD_HELP] = "hoe werkt dit forum, hoe werkt het forum, hoe werkt deze lijst, hoe gebruik ik dit forum, ?hulp, ?help, ?hoe werkt dit, ?hoe werkt het, ?wat is dit,"
        " ?wie bent u, ?wie zijn jullie, ?handleiding, ?hoe stel ik een vraag",
    [WORD_ASK] = "account verwijderen, verwijder mijn account, mijn account verwijderen, verwijder mijn gegevens, mijn gegevens verwijderen, ?laat me met rust,"
        " ?laat mij met rust, ?pauze",
    [WORD_NOT] = "niet, nooit, geen, niets, niemand",
    [WORD_OTHERS] = "je kunt, je kan, je moet, u kunt, u moet, je zou, men kan, heb je",
    [WORD_POLITE] = "alstublieft, alsjeblieft, aub, svp, graag, hallo, hoi, hey, dag, beste, geachte, geachte heer, geachte mevrouw, heer, mevrouw, goedemorgen,"
        " goedemiddag, goedenavond, goedendag, bedankt, dank, dank u, dank u wel, dank je, dank je wel, dankjewel, hartelijk dank, alvast bedankt, bij voorbaat dank,"
        " groet, groeten, met vriendelijke groet, vriendelijke groet, vriendelijke groeten, mvg, team, nu, direct, meteen, onmiddellijk, sorry, helaas",
    [WORD_AROUND] = "ik, mij, me, mijn, m, wij, we, ons, onze, u, uw, jullie, je, jouw, de, het, een, dit, deze, die, dat, van, uit, op, in, voor, met, te, aan, om, bij,"
        " wil, wilt, willen, wens, zou, zouden, kan, kunt, kunnen, mag, moet, word, worden, ben, is, zijn, heb, hebben, hoe, waar, lijst, lijsten, mailinglijst,"
        " nieuwsbrief, nieuwsbrieven, forum, groep, categorie, abonnement, mail, mails, e, email, emails, bericht, berichten, melding, meldingen, post, adres,"
        " mailadres, emailadres, naam, meer, veel, te veel, alle, alles, tijd, geen tijd, geen interesse, geen interesse meer, niet geïnteresseerd,"
        " niet meer geïnteresseerd, interesse, spam, vergissing, per ongeluk, ontvang, ontvangen, krijg, krijgen, stuur, sturen, haal, halen, verwijder, verwijderen,"
        " en, maar, want, omdat, of, als, zo, snel, mogelijk, nog, al, ook, erg, hier, er, voortaan, toekomst, deze keer, niet langer"}},
{"sv", {
    [WORD_LEAVE] = "avregistrera, avregistrera mig, avregistreras, avregistrering, avprenumerera, avsluta prenumerationen, avsluta min prenumeration, avsluta prenumeration,"
        " säga upp prenumerationen, säg upp min prenumeration, ta bort mig, stryk mig, från listan, från er lista, från denna lista, från den här listan,"
        " från maillistan, från mejllistan, unsubscribe, ?lämna, ?gå ur",
    [WORD_STOP] = "inga fler mejl, inga fler mail, inga mer mejl, inga mer mail, inte få fler mejl, inte få fler mail, inte längre få, inte få mer mejl,"
        " sluta skicka, sluta mejla, sluta maila, sluta mejla mig, sluta maila mig, skicka inte mer, skicka inga mer, skicka inga fler, mejla mig inte,"
        " maila mig inte, ta bort min adress, ta bort min mejladress, ta bort min e postadress, radera min adress, aldrig anmält mig, ?sluta, ?stopp, ?stop",
    [WORD_JOIN] = "prenumerera, anmäl mig, lägg till mig, skriv upp mig, ?gå med, ?delta, ?anmäla, ?bli medlem, ?registrera mig",
    [WORD_HELP] = "hur fungerar det här forumet, hur fungerar forumet, hur fungerar listan, hur använder jag forumet, ?hjälp, ?hur fungerar det, ?hur fungerar det här,"
        " ?vad är det här, ?vad är detta, ?vilka är ni, ?hur ställer jag en fråga",
    [WORD_ASK] = "radera mitt konto, ta bort mitt konto, avsluta mitt konto, radera mina uppgifter, ta bort mina uppgifter, ?lämna mig ifred, ?paus",
    [WORD_NOT] = "inte, aldrig, ingen, inga, inget, ej",
    [WORD_OTHERS] = "du kan, du bör, du måste, du borde, man kan, man bör, har du",
    [WORD_POLITE] = "snälla, vänligen, var snäll och, var vänlig och, hej, hejsan, god morgon, god kväll, god dag, kära, bästa, tack, tack så mycket, tack på förhand,"
        " på förhand, hälsningar, vänliga hälsningar, med vänliga hälsningar, med vänlig hälsning, vänlig hälsning, mvh, nu, genast, omedelbart, tyvärr, förlåt, team",
    [WORD_AROUND] = "jag, mig, mej, min, mitt, mina, vi, oss, ni, er, ert, era, du, den, det, de, denna, detta, dessa, den här, det här, de här, en, ett, från, ur, på, i, till,"
        " för, av, med, om, att, vill, skulle, önskar, kan, kunde, få, får, bli, är, har, hur, var, lista, listan, listor, maillista, mejllista, nyhetsbrev, nyhetsbrevet,"
        " forum, forumet, grupp, gruppen, kategori, kategorin, prenumeration, prenumerationen, mejl, mail, mailen, mejlen, e, post, epost, email, meddelande, meddelanden,"
        " avisering, aviseringar, adress, mejladress, mailadress, postadress, namn, mer, fler, längre, alla, allt, för många, många, mycket, tid, har inte tid, inte intresserad,"
        " inte längre intresserad, intresserad, spam, misstag, av misstag, skicka, ta, bort, ta bort, och, men, eftersom, eller, så, snart, möjligt, här, gärna, framöver"}},
{"da", {
    [WORD_LEAVE] = "afmeld, afmeld mig, afmelde, afmeldes, frameldes, framelde, frameld, frameld mig, afmelding, framelding, opsige abonnement, opsige mit abonnement, afmelde mig, slet mig,"
        " fjern mig, fra listen, fra jeres liste, fra denne liste, fra mailinglisten, fra nyhedsbrevet, unsubscribe, ?forlade",
    [WORD_STOP] = "ikke flere mails, ingen flere mails, ikke modtage flere, ikke modtage mere, ikke længere modtage, stop med at sende, stop med at skrive, hold op med at sende,"
        " hold op med at skrive, send mig ikke, send ikke flere, send ikke mere, skriv ikke til mig, fjern min adresse, slet min adresse, fjern min mailadresse,"
        " slet min mailadresse, slet min e mail, aldrig tilmeldt, ?stop, ?hold op",
    [WORD_JOIN] = "abonnere, tilmeld mig, tilføj mig, skriv mig op, ?tilmeld, ?tilmelde, ?tilmelding, ?deltage, ?være med, ?blive medlem, ?registrere",
    [WORD_HELP] = "hvordan virker forummet, hvordan virker dette forum, hvordan fungerer forummet, hvordan fungerer listen, hvordan bruger jeg forummet, ?hjælp,"
        " ?hvordan virker det, ?hvordan fungerer det, ?hvad er det her, ?hvad er dette, ?hvem er i, ?hvordan stiller jeg et spørgsmål",
    [WORD_ASK] = "slet min konto, slette min konto, luk min konto, slet mine data, slet mine oplysninger, ?lad mig være, ?lad mig være i fred, ?pause",
    [WORD_NOT] = "ikke, aldrig, ingen, intet",
    [WORD_OTHERS] = "du kan, du skal, du bør, du må, man kan, man skal, har du",
    [WORD_POLITE] = "venligst, vær venlig at, vær så venlig at, hej, goddag, god dag, godmorgen, kære, tak, mange tak, på forhånd tak, på forhånd, hilsen, venlig hilsen,"
        " med venlig hilsen, mvh, vh, nu, straks, omgående, desværre, undskyld, team",
    [WORD_AROUND] = "jeg, mig, min, mit, mine, vi, os, i, jer, jeres, du, den, det, de, denne, dette, disse, en, et, fra, af, på, til, for, med, om, at, vil, ville, gerne,"
        " ønsker, kan, kunne, må, få, får, blive, er, har, hvordan, hvor, liste, listen, lister, mailingliste, mailinglisten, nyhedsbrev, nyhedsbrevet, forum, forummet, gruppe,"
        " gruppen, kategori, kategorien, abonnement, abonnementet, mail, mails, e, post, email, emails, besked, beskeder, notifikation, notifikationer, adresse, mailadresse,"
        " navn, mere, flere, længere, alle, alt, for mange, mange, meget, tid, har ikke tid, ikke interesseret, ikke længere interesseret, interesseret, spam, fejl,"
        " ved en fejl, modtage, modtager, sende, send, fjerne, fjern, slette, og, men, fordi, da, eller, så, snart, muligt, her, fremover"}},
{"nb", {
    [WORD_LEAVE] = "meld meg av, melde meg av, avmelde, avmeldes, meldes av, avmeld meg, avmelding, avslutte abonnementet, avslutte abonnement, si opp abonnementet, fjern meg, slett meg, stryk meg,"
        " fra listen, fra lista, fra denne listen, fra denne lista, fra epostlisten, fra e postlisten, unsubscribe, ?forlate, ?melde meg ut, ?meld meg ut",
    [WORD_STOP] = "ikke flere e poster, ingen flere e poster, ingen flere mailer, ikke flere mailer, ikke motta flere, ikke motta mer, ikke lenger motta, slutt å sende,"
        " slutt å skrive, slutt med å sende, slutte å sende, stopp å sende, send meg ikke, ikke send meg, ikke send flere, ikke skriv til meg, fjern adressen min, slett adressen min,"
        " slett e postadressen min, fjern e postadressen min, aldri meldt meg på, ?stopp, ?stop, ?slutt",
    [WORD_JOIN] = "abonnere, meld meg på, melde meg på, legg meg til, ?bli med, ?delta, ?bli medlem, ?registrere, ?påmelding",
    [WORD_HELP] = "hvordan virker forumet, hvordan fungerer forumet, hvordan fungerer dette forumet, hvordan fungerer listen, hvordan bruker jeg forumet, ?hjelp,"
        " ?hvordan virker det, ?hvordan fungerer det, ?hva er dette, ?hvem er dere, ?hvordan stiller jeg et spørsmål",
    [WORD_ASK] = "slett kontoen min, slette kontoen min, slett min konto, slett dataene mine, slett opplysningene mine, ?la meg være, ?la meg være i fred, ?pause",
    [WORD_NOT] = "ikke, aldri, ingen, ingenting",
    [WORD_OTHERS] = "du kan, du må, du bør, du burde, man kan, man må, har du",
    [WORD_POLITE] = "vennligst, vær så snill å, vær så snill, vær vennlig å, hei, heisann, god dag, god morgen, god kveld, kjære, takk, tusen takk, mange takk, på forhånd takk,"
        " på forhånd, hilsen, vennlig hilsen, med vennlig hilsen, mvh, nå, straks, umiddelbart, dessverre, beklager, team",
    [WORD_AROUND] = "jeg, meg, min, mitt, mine, vi, oss, dere, deres, du, den, det, de, denne, dette, disse, en, et, ei, fra, av, på, til, for, med, om, å, vil, ville, gjerne,"
        " ønsker, kan, kunne, må, få, får, bli, er, har, hvordan, hvor, liste, listen, lista, epostliste, nyhetsbrev, nyhetsbrevet, forum, forumet, gruppe, gruppen, gruppa,"
        " kategori, kategorien, abonnement, abonnementet, mail, mailer, e, post, poster, epost, eposter, melding, meldinger, varsel, varsler, adresse, adressen, postadressen, navn,"
        " mer, flere, lenger, alle, alt, for mange, mange, mye, tid, har ikke tid, ikke interessert, ikke lenger interessert, interessert, spam, feil, ved en feil, motta, mottar,"
        " sende, send, fjerne, fjern, slette, og, men, fordi, da, eller, så, snart, mulig, her, fremover"}},
{"fi", {
    [WORD_LEAVE] = "peruuta tilaus, peruuttakaa tilaus, peruuta tilaukseni, peruuttakaa tilaukseni, peruuttaa tilauksen, peruuttaa tilaukseni, tilauksen peruutus, peru tilaus,"
        " perua tilauksen, perua tilaukseni, poistakaa minut, poista minut, poistakaa minut listalta, poista minut listalta, erota listalta, pois listalta, eroan listalta, listalta,"
        " postituslistalta, unsubscribe, ?erota, ?poistu",
    [WORD_STOP] = "lopettakaa viestien lähettäminen, lopeta viestien lähettäminen, lopettakaa lähettäminen, lopettakaa nämä viestit, ei enää viestejä, ei enää sähköpostia,"
        " ei enää sähköposteja, älkää lähettäkö, älä lähetä, älkää enää lähettäkö, älä enää lähetä, en halua enää, en halua saada, en halua enää saada, en halua vastaanottaa,"
        " poistakaa osoitteeni, poista osoitteeni, poistakaa sähköpostiosoitteeni, en ole tilannut, ?lopeta, ?lopettakaa, ?seis, ?stop",
    [WORD_JOIN] = "tilata, tilaan, lisätkää minut, lisää minut, ?liittyä, ?liityn, ?osallistua, ?rekisteröityä, ?jäseneksi",
    [WORD_HELP] = "miten foorumi toimii, miten tämä foorumi toimii, miten lista toimii, miten käytän foorumia, ?apua, ?ohje, ?ohjeet, ?miten tämä toimii, ?mikä tämä on,"
        " ?keitä te olette, ?kuka olet, ?miten kysyn",
    [WORD_ASK] = "poistakaa tilini, poista tilini, sulkekaa tilini, poistakaa tietoni, poista tietoni, ?jättäkää minut rauhaan, ?tauko",
    [WORD_NOT] = "en, ei, älä, älkää, emme, eivät, koskaan",
    [WORD_OTHERS] = "voit, sinun pitäisi, sinun täytyy, sinun kannattaa, voisit, kannattaa, oletko",
    [WORD_POLITE] = "kiitos, kiitos etukäteen, kiitoksia, ole hyvä, olkaa hyvä, olkaa hyvä ja, ole hyvä ja, ystävällisesti, hei, moi, terve, hyvä, hyvää päivää, hyvät, terveisin,"
        " ystävällisin terveisin, parhain terveisin, yt, terveisiä, heti, nyt, välittömästi, valitettavasti, anteeksi",
    [WORD_AROUND] = "minä, minun, minut, minulle, me, meidät, te, teidän, tämä, tämän, tältä, tästä, näitä, nämä, tuo, haluan, haluaisin, haluamme, toivon, voitteko, voisitteko, voitko,"
        " voisitko, voiko, miten, kuinka, on, olen, olisi, saada, saan, enää, enempää, lisää, lista, listan, listalle, postituslista, postituslistan, uutiskirje, uutiskirjeen, foorumi,"
        " foorumin, foorumille, ryhmä, ryhmän, ryhmään, ryhmästä, foorumilta, kategoria, tilaus, tilauksen, tilaukseni, sähköposti, sähköpostia, sähköposteja, sähköpostit, viesti,"
        " viestin, viestejä, viestit, ilmoitus, ilmoituksia, osoite, osoitteeni, nimi, kaikki, kaikkia, liikaa, liian, monta, paljon, aikaa, ei ole aikaa, en ole kiinnostunut, roskapostia,"
        " vahingossa, erehdyksessä, lähettää, lähettäkö, poistaa, ja, mutta, koska, tai, niin, pian, mahdollista, täällä, että"}},
{"pl", {
    [WORD_LEAVE] = "wypisz mnie, wypiszcie mnie, wypisać mnie, wypisać się, wypisuję się, proszę o wypisanie, wypisanie z listy, wypisać z listy, anulować subskrypcję, anuluj subskrypcję,"
        " zrezygnować z subskrypcji, rezygnuję z subskrypcji, rezygnacja z subskrypcji, usuńcie mnie z listy, usuń mnie z listy, proszę o usunięcie z listy, usunąć mnie z listy,"
        " usunięcie z listy, usunięcie mnie z listy, skreślcie mnie, z listy mailingowej, z tej listy, z waszej listy, z państwa listy, z newslettera, unsubscribe, ?rezygnuję,"
        " ?rezygnacja, ?wypis",
    [WORD_STOP] = "nie chcę otrzymywać, nie chcę więcej otrzymywać, nie chcę już otrzymywać, nie chcę dostawać, nie chcę więcej dostawać, nie chcę już dostawać, nie życzę sobie,"
        " nie wysyłajcie mi, nie wysyłajcie, nie wysyłać mi, nie wysyłać więcej, proszę nie wysyłać, nie przysyłajcie, proszę nie przysyłać, przestańcie wysyłać, przestańcie mi wysyłać,"
        " przestańcie przysyłać, przestańcie pisać, proszę przestać wysyłać, nie piszcie do mnie, nie piszcie więcej, żadnych więcej maili, koniec z mailami, usuńcie mój adres,"
        " usunąć mój adres, proszę usunąć mój adres, usunięcie mojego adresu, nigdy się nie zapisywałem, nigdy się nie zapisywałam, nie zapisywałem się, nie zapisywałam się, ?stop, ?przestańcie,"
        " ?dość, ?przestań",
    [WORD_JOIN] = "zapisz mnie, zapiszcie mnie, zapisać się, zapisać mnie, subskrybować, subskrypcja, dodajcie mnie, proszę o dodanie, proszę mnie dodać, ?dołączyć, ?przystąpić, ?zarejestrować się,"
        " ?zostać członkiem, ?wziąć udział",
    [WORD_HELP] = "jak działa to forum, jak działa forum, jak działa ta lista, jak korzystać z forum, jak używać forum, ?pomoc, ?pomocy, ?jak to działa, ?co to jest, ?kim jesteście, ?instrukcja,"
        " ?jak zadać pytanie",
    [WORD_ASK] = "usuńcie moje konto, usunąć moje konto, usunięcie konta, usuńcie moje dane, usunąć moje dane, proszę o usunięcie danych, ?dajcie mi spokój, ?zostawcie mnie w spokoju, ?pauza",
    [WORD_NOT] = "nie, nigdy, żaden, żadnych, nic",
    [WORD_OTHERS] = "możesz, powinieneś, powinnaś, musisz, mógłbyś, można, trzeba, należy, czy wypisałeś",
    [WORD_POLITE] = "proszę, prosiłbym, prosiłabym, uprzejmie, bardzo proszę, uprzejmie proszę, cześć, witam, witajcie, hej, dzień dobry, dobry wieczór, szanowni państwo, szanowna pani,"
        " szanowny panie, drogi, droga, drodzy, dziękuję, dzięki, dziękuję bardzo, bardzo dziękuję, z góry, z góry dziękuję, pozdrawiam, pozdrowienia, z poważaniem, serdecznie, teraz, natychmiast,"
        " pilne, przepraszam, niestety, już",
    [WORD_AROUND] = "ja, mnie, mi, mój, moja, moje, mojego, moją, my, nas, nam, wy, was, wasz, wasza, waszej, państwa, państwo, ten, ta, to, te, tej, tego, tych, się, z, ze, na, w, do, od, o, po, za,"
        " dla, chcę, chciałbym, chciałabym, pragnę, potrzebuję, czy, mogę, możecie, mogą, można prosić, jak, gdzie, jest, jestem, być, lista, listy, listę, liście, listy mailingowej, mailingowej, newsletter,"
        " newslettera, forum, grupa, grupy, grupę, kategoria, kategorii, subskrypcji, subskrypcję, mail, maile, maili, e, email, emaili, poczta, poczty, wiadomość, wiadomości, powiadomienia, powiadomień,"
        " adres, adresu, konto, nazwisko, więcej, dalej, wszystkie, wszystkich, wszystko, za dużo, dużo, zbyt wiele, wiele, czasu, nie mam czasu, nie jestem zainteresowany, nie jestem zainteresowana,"
        " zainteresowany, zainteresowana, spam, spamu, pomyłka, przez pomyłkę, otrzymywać, otrzymuję, dostaję, dostawać, wysyłać, usunąć, i, ale, bo, ponieważ, lub, jeśli, szybko, możliwe, bardzo, tutaj, tu, tylko, że"}},
{"cs", {
    [WORD_LEAVE] = "odhlásit, odhlásit se, odhlaste mě, odhlašte mě, odhlašuji se, odhlášení, zrušit odběr, zrušte odběr, zrušte můj odběr, zrušit předplatné, odhlásit odběr, vyřaďte mě,"
        " vyškrtněte mě, odstraňte mě, odeberte mě, z mailing listu, ze seznamu, z vašeho seznamu, z tohoto seznamu, z konference, unsubscribe, ?odejít, ?zrušit",
    [WORD_STOP] = "nechci dostávat, nechci už dostávat, už nechci dostávat, nepřeji si dostávat, nechci další, neposílejte mi, neposílejte, už mi neposílejte, přestaňte mi posílat,"
        " přestaňte posílat, přestaňte psát, nepište mi, už žádné maily, žádné další maily, žádné další e maily, vymažte mou adresu, smažte mou adresu, smažte moji adresu, odstraňte mou adresu,"
        " nikdy jsem se nepřihlásil, nikdy jsem se nepřihlásila, ?stop, ?přestaňte, ?dost, ?přestaň",
    [WORD_JOIN] = "přihlaste mě, přihlašte mě, přihlásit k odběru, odebírat, přidejte mě, zapište mě, ?přihlásit, ?přihlásit se, ?přidat se, ?připojit se, ?zúčastnit se, ?stát se členem, ?registrovat",
    [WORD_HELP] = "jak funguje toto fórum, jak funguje fórum, jak funguje tento seznam, jak používat fórum, ?pomoc, ?nápověda, ?jak to funguje, ?co je to, ?co to je, ?kdo jste, ?návod,"
        " ?jak položit otázku",
    [WORD_ASK] = "smažte můj účet, zrušte můj účet, zrušit můj účet, smazat můj účet, smažte moje data, smažte mé údaje, vymažte mé údaje, ?nechte mě být, ?nechte mě na pokoji, ?pauza",
    [WORD_NOT] = "ne, není, nechci, nikdy, žádný, žádné, nic",
    [WORD_OTHERS] = "můžeš, měl bys, měla bys, musíš, můžete se, měli byste, dá se, je třeba",
    [WORD_POLITE] = "prosím, prosím vás, laskavě, ahoj, dobrý den, dobré ráno, dobrý večer, vážení, vážený, vážená, milý, milá, děkuji, díky, děkuju, předem děkuji, předem, s pozdravem, zdravím,"
        " hezký den, pěkný den, ihned, hned, okamžitě, teď, nyní, omlouvám se, bohužel, už",
    [WORD_AROUND] = "já, mě, mne, mi, můj, moje, mou, moji, mé, my, nás, nám, vy, vás, vám, váš, vaše, vašeho, ten, ta, to, tento, tato, toto, tohoto, této, těchto, ty, tyto, se, si, z, ze, do, na, v, k, o,"
        " od, pro, s, chci, chtěl, chtěla, bych, přeji, potřebuji, můžete, mohli, byste, mohu, jak, kde, je, jsem, být, seznam, seznamu, listu, newsletter, newsletteru, fórum, fóra, skupina, skupiny, skupinu,"
        " kategorie, odběr, odběru, mail, maily, mailů, e, email, emaily, emailů, pošta, zpráva, zprávy, zpráv, oznámení, upozornění, adresa, adresu, účet, jméno, více, další, dál, všechny, všechno, moc, příliš,"
        " mnoho, času, nemám čas, nemám zájem, nemám už zájem, už nemám zájem, nezajímá mě, zájem, spam, omyl, omylem, dostávat, dostávám, posílat, a, ale, protože, nebo, pokud, co, nejdříve, možné, velmi, tady, zde, jen, že"}},
{"ru", {
    [WORD_LEAVE] = "отписаться, отпишите меня, отпиши меня, отписать меня, отписываюсь, отписка, отмените подписку, отменить подписку, отмена подписки, исключите меня, удалите меня, уберите меня,"
        " вычеркните меня, из рассылки, от рассылки, из списка рассылки, из вашего списка, из списка, с рассылки, unsubscribe, ?выйти, ?отказаться, ?покинуть",
    [WORD_STOP] = "не хочу получать, не хочу больше получать, больше не хочу получать, не желаю получать, не присылайте, не присылайте мне, больше не присылайте, не отправляйте мне, не шлите,"
        " не шлите мне, не пишите мне, больше не пишите, не надо присылать, прекратите присылать, прекратите рассылку, прекратить рассылку, прекратите слать, прекратите отправлять, хватит присылать, хватит слать,"
        " хватит писать, перестаньте присылать, перестаньте слать, перестаньте писать, остановите рассылку, удалите мой адрес, уберите мой адрес, никогда не подписывался, никогда не подписывалась, не подписывался,"
        " не подписывалась, ?стоп, ?хватит, ?прекратите, ?перестаньте, ?остановитесь",
    [WORD_JOIN] = "подписаться, подпишите меня, подписка, подписку, добавьте меня, включите меня, ?присоединиться, ?вступить, ?участвовать, ?зарегистрироваться, ?стать участником",
    [WORD_HELP] = "как работает этот форум, как работает форум, как работает эта рассылка, как пользоваться форумом, ?помощь, ?помогите, ?справка, ?как это работает, ?что это, ?что это такое, ?кто вы,"
        " ?инструкция, ?как задать вопрос",
    [WORD_ASK] = "удалите мой аккаунт, удалить мой аккаунт, удалить аккаунт, удалите мою учетную запись, удалите мои данные, удалить мои данные, ?оставьте меня в покое, ?пауза",
    [WORD_NOT] = "не, нет, никогда, ничего, нельзя",
    [WORD_OTHERS] = "ты можешь, тебе надо, тебе нужно, тебе стоит, вам надо, вам нужно, вам стоит, вы можете отписаться, можно отписаться, он, она, они",
    [WORD_POLITE] = "пожалуйста, прошу, прошу вас, будьте добры, здравствуйте, привет, добрый день, доброе утро, добрый вечер, уважаемые, уважаемый, уважаемая, дорогие, господа, спасибо, большое спасибо,"
        " спасибо большое, заранее спасибо, заранее благодарен, заранее благодарна, благодарю, заранее, с уважением, всего доброго, всего хорошего, до свидания, немедленно, срочно, сейчас, извините, простите",
    [WORD_AROUND] = "я, меня, мне, мой, моя, мое, мою, мои, мы, нас, нам, наш, вы, вас, вам, ваш, ваша, ваше, вашей, вашего, ваших, этот, эта, это, эту, этой, этого, эти, этих, от, из, с, со, в, во, на, по, к, о, об,"
        " для, у, хочу, хотел, хотела, бы, хотелось, желаю, нужно, надо, могу, можете, можно, могли, как, где, есть, быть, рассылка, рассылки, рассылку, рассылке, список, списка, форум, форума, форуму, группа, группы,"
        " группу, группе, категория, категории, письмо, письма, писем, почта, почту, почты, email, mail, e, имейл, сообщение, сообщения, сообщений, уведомление, уведомления, уведомлений, адрес, имя, больше, более, все, всех,"
        " всё, слишком, много, очень, времени, нет времени, не интересно, неинтересно, мне не интересно, мне это не интересно, не интересует, больше не интересует, интересно, спам, ошибка, ошибке, по ошибке, ошибочно, получать,"
        " получаю, присылать, отправлять, удалить, удалите, и, а, но, потому, что, так, или, если, скорее, возможно, здесь, тут, только, уже, каждый, день"}},
{"uk", {
    [WORD_LEAVE] = "відписатися, відписатись, відпишіть мене, відписати мене, відписка, скасувати підписку, скасуйте підписку, скасуйте мою підписку, виключіть мене, видаліть мене, приберіть мене,"
        " викресліть мене, з розсилки, від розсилки, зі списку розсилки, зі списку, з вашого списку, unsubscribe, ?вийти, ?відмовитися, ?покинути",
    [WORD_STOP] = "не хочу отримувати, не хочу більше отримувати, більше не хочу отримувати, не бажаю отримувати, не надсилайте, не надсилайте мені, більше не надсилайте, не пишіть мені, більше не пишіть,"
        " припиніть надсилати, припиніть розсилку, припинити розсилку, досить надсилати, досить писати, перестаньте надсилати, перестаньте писати, видаліть мою адресу, приберіть мою адресу, ніколи не підписувався,"
        " ніколи не підписувалася, не підписувався, не підписувалася, ?стоп, ?досить, ?припиніть, ?перестаньте, ?годі",
    [WORD_JOIN] = "підписатися, підписатись, підпишіть мене, підписка, підписку, додайте мене, ?приєднатися, ?приєднатись, ?вступити, ?зареєструватися, ?взяти участь, ?стати учасником",
    [WORD_HELP] = "як працює цей форум, як працює форум, як працює ця розсилка, як користуватися форумом, ?допомога, ?допоможіть, ?довідка, ?як це працює, ?що це, ?що це таке, ?хто ви, ?інструкція,"
        " ?як поставити запитання",
    [WORD_ASK] = "видаліть мій акаунт, видалити мій акаунт, видаліть мій обліковий запис, видаліть мої дані, видалити мої дані, ?дайте мені спокій, ?залиште мене в спокої, ?пауза",
    [WORD_NOT] = "не, ні, ніколи, нічого, немає",
    [WORD_OTHERS] = "ти можеш, тобі треба, тобі слід, вам треба, вам слід, можна відписатися, він, вона, вони",
    [WORD_POLITE] = "будь ласка, прошу, прошу вас, вітаю, привіт, добрий день, доброго дня, доброго ранку, добрий вечір, шановні, шановний, шановна, дякую, щиро дякую, дуже дякую, заздалегідь дякую, заздалегідь,"
        " з повагою, на все добре, до побачення, негайно, терміново, зараз, вибачте, перепрошую",
    [WORD_AROUND] = "я, мене, мені, мій, моя, моє, мою, мої, ми, нас, нам, ви, вас, вам, ваш, ваша, ваше, вашої, вашого, ваших, цей, ця, це, цю, цієї, цього, ці, цих, від, з, зі, із, в, у, на, по, до, про, для, хочу, хотів,"
        " хотіла, б, би, бажаю, потрібно, треба, можу, можете, можна, могли, як, де, є, бути, розсилка, розсилки, розсилку, список, списку, форум, форуму, група, групи, групу, категорія, категорії, лист, листи, листів,"
        " пошта, пошту, email, mail, e, повідомлення, повідомлень, сповіщення, сповіщень, адреса, адресу, більше, всі, всіх, все, занадто, забагато, багато, дуже, часу, немає часу, не цікаво, мені не цікаво, не цікавить,"
        " більше не цікавить, цікаво, спам, помилка, помилково, отримувати, отримую, надсилати, видалити, і, й, та, а, але, бо, тому, що, або, якщо, швидше, можливо, тут, тільки, вже, кожен, день"}},
{"tr", {
    [WORD_LEAVE] = "abonelikten çık, abonelikten çıkmak, abonelikten çıkarın, abonelikten çıkarır mısınız, aboneliğimi iptal edin, aboneliğimi iptal et, aboneliğimi iptal etmek, aboneliğimi sonlandırın,"
        " abonelik iptali, aboneliğin iptali, aboneliği iptal, beni listeden çıkarın, beni listeden çıkar, listeden çıkarın, listeden çıkar, listeden çıkmak, listenizden çıkarın, bu listeden, listenizden,"
        " üyeliğimi iptal edin, üyelikten çıkmak, unsubscribe, ?ayrılmak, ?çıkmak, ?iptal",
    [WORD_STOP] = "e posta göndermeyin, mail göndermeyin, bana mail göndermeyin, bana e posta göndermeyin, mail atmayın, bana mail atmayın, mesaj göndermeyin, artık göndermeyin, bana yazmayın, bana göndermeyin,"
        " artık mail almak istemiyorum, artık e posta almak istemiyorum, mail almak istemiyorum, e posta almak istemiyorum, bu mailleri istemiyorum, bu e postaları istemiyorum, mesaj almak istemiyorum,"
        " göndermeyi durdurun, göndermeyi bırakın, mail göndermeyi bırakın, e posta göndermeyi kesin, adresimi silin, e posta adresimi silin, mail adresimi silin, hiç abone olmadım, abone olmadım, ?dur, ?durun, ?yeter, ?stop",
    [WORD_JOIN] = "abone ol, abone olmak, beni abone yapın, beni ekleyin, beni listeye ekleyin, listeye ekleyin, ?katılmak, ?katılabilirim, ?nasıl katılırım, ?nasıl katılabilirim, ?üye olmak, ?üye olabilirim, ?kayıt olmak",
    [WORD_HELP] = "bu forum nasıl çalışıyor, forum nasıl çalışıyor, bu forum nasıl çalışır, forum nasıl kullanılır, ?yardım, ?yardım edin, ?bu nasıl çalışıyor, ?nasıl çalışıyor, ?bu nedir, ?siz kimsiniz,"
        " ?nasıl soru sorarım",
    [WORD_ASK] = "hesabımı silin, hesabımı sil, hesabımı silmek, hesabımı kapatın, verilerimi silin, ?beni rahat bırakın, ?ara",
    [WORD_NOT] = "değil, hayır, asla, hiç, yok, istemiyorum",
    [WORD_OTHERS] = "çıkabilirsin, çıkabilirsiniz, edebilirsin, yapabilirsin, gerekir, lazım, o",
    [WORD_POLITE] = "lütfen, merhaba, merhabalar, selam, selamlar, günaydın, iyi günler, iyi akşamlar, sayın, sayın yetkili, değerli, sevgili, teşekkürler, teşekkür ederim, çok teşekkürler, çok teşekkür ederim,"
        " şimdiden teşekkürler, şimdiden, saygılar, saygılarımla, saygılarımızla, sevgiler, rica ederim, rica ediyorum, hemen, derhal, şimdi, acil, acilen, kusura bakmayın, özür dilerim",
    [WORD_AROUND] = "ben, beni, bana, benim, biz, bizi, bize, siz, sizin, bu, şu, bir, ve, ile, ama, çünkü, için, de, da, mi, mı, mu, mü, musunuz, mısınız, misiniz, ne, nasıl, nerede, istiyorum, isterim, istiyoruz,"
        " eder, edin, edebilir, olmak, olarak, olur, artık, daha, daha fazla, fazla, çok, çok fazla, tüm, bütün, her, gün, her gün, liste, listesi, listesinden, listeden, listeye, posta, postalar, postaları, e, email, mail,"
        " mailler, mailleri, mesaj, mesajlar, mesajları, bildirim, bildirimler, bildirimleri, bülten, bülteni, haber, forum, foruma, forumdan, forumu, grup, gruba, gruptan, grubu, kategori, kategoriden, abonelik, aboneliğim,"
        " aboneliğimi, üyelik, üyeliğimi, adres, adresim, adresimi, vaktim yok, zamanım yok, ilgilenmiyorum, artık ilgilenmiyorum, spam, yanlışlıkla, alıyorum, almak, gönderiyorsunuz, mümkünse, buradan, burada, sadece"}},
{"hu", {
    [WORD_LEAVE] = "leiratkozás, leiratkozni, leiratkozom, iratkoztassanak le, iratkoztass le, leiratkozást, szeretnék leiratkozni, töröljenek a listáról, törölj a listáról, vegyenek le a listáról, vegyél le a listáról,"
        " töröljenek a levelezőlistáról, a levelezőlistáról, a listáról, erről a listáról, lemondom a feliratkozást, feliratkozás lemondása, unsubscribe, ?kilépni, ?kilépés, ?lemondás",
    [WORD_STOP] = "ne küldjenek több, ne küldjenek, ne küldj több, ne küldjetek, ne küldjetek több, ne írjanak, ne írjatok, hagyják abba a levelek küldését, nem kérek több, nem kérek több levelet, nem kérek több e mailt,"
        " nem szeretnék több, nem szeretnék több levelet kapni, nem akarok több, nem akarok több levelet kapni, töröljék a címemet, töröljék az e mail címemet, töröljétek a címemet, soha nem iratkoztam fel, nem iratkoztam fel,"
        " ?stop, ?elég, ?hagyják abba, ?állj",
    [WORD_JOIN] = "feliratkozás, feliratkozni, feliratkozom, iratkoztassanak fel, vegyenek fel a listára, vegyél fel a listára, ?csatlakozni, ?csatlakozhatok, ?csatlakoznék, ?jelentkezni, ?regisztrálni, ?tag lenni, ?tagja lenni",
    [WORD_HELP] = "hogyan működik a fórum, hogyan működik ez a fórum, hogyan működik a lista, hogyan használjam a fórumot, ?segítség, ?súgó, ?hogyan működik, ?hogyan működik ez, ?mi ez, ?kik maguk, ?kik vagytok,"
        " ?hogyan kérdezhetek",
    [WORD_ASK] = "töröljék a fiókomat, töröljétek a fiókomat, törölni a fiókomat, töröljék az adataimat, töröljétek az adataimat, ?hagyjanak békén, ?szünet",
    [WORD_NOT] = "nem, ne, soha, sem, semmi",
    [WORD_OTHERS] = "leiratkozhatsz, leiratkozhat, tudsz, kellene, kell, lehet, ő",
    [WORD_POLITE] = "kérem, kérlek, legyenek szívesek, legyen szíves, szíveskedjenek, szia, sziasztok, helló, üdvözlöm, üdv, jó napot, jó napot kívánok, jó reggelt, jó estét, tisztelt, tisztelt hölgyem, tisztelt uram, kedves,"
        " köszönöm, köszönöm szépen, köszi, előre is köszönöm, előre is, köszönettel, üdvözlettel, tisztelettel, azonnal, most, sürgős, elnézést, sajnos",
    [WORD_AROUND] = "én, engem, nekem, az én, mi, minket, önök, az, a, ez, ezt, ezek, ezeket, erről, erre, egy, és, de, mert, hogy, ha, vagy, is, szeretnék, szeretném, akarok, akarom, kívánok, lehetne, tudnának, tudnátok, hogyan, hol, van,"
        " vagyok, lenni, lista, listáról, listára, levelezőlista, levelezőlistáról, levelezőlistára, hírlevél, hírlevelet, hírlevélről, fórum, fórumról, fórumra, fórumhoz, csoport, csoportból, csoporthoz, kategória, feliratkozást, levél,"
        " levelet, leveleket, levelek, e, mail, mailt, maileket, email, emailt, emaileket, üzenet, üzenetet, üzeneteket, értesítés, értesítést, értesítéseket, cím, címem, címemet, név, több, többet, többé, már, túl sok, sok, minden,"
        " összes, időm, nincs időm, nem érdekel, már nem érdekel, spam, tévedés, tévedésből, véletlenül, kapni, kapok, küldeni, amint lehet, itt, csak"}},
{"ro", {
    [WORD_LEAVE] = "dezabonare, dezabonați mă, dezabonează mă, dezabonez, mă dezabonez, să mă dezabonez, dezabona, anulați abonamentul, anulare abonament, anulați abonarea, scoateți mă de pe listă, scoate mă de pe listă,"
        " ștergeți mă de pe listă, eliminați mă de pe listă, de pe lista voastră, de pe lista dumneavoastră, de pe această listă, de pe listă, unsubscribe, ?ieși, ?renunț",
    [WORD_STOP] = "nu mai vreau să primesc, nu mai doresc să primesc, nu doresc să primesc, nu vreau să primesc, nu îmi mai trimiteți, nu mi mai trimiteți, nu mai trimiteți, nu îmi mai scrieți, nu mi mai scrieți, opriți trimiterea,"
        " încetați să îmi trimiteți, încetați să mi trimiteți, gata cu mailurile, ștergeți adresa mea, ștergeți mi adresa, nu m am abonat, nu m am înscris, ?stop, ?opriți, ?încetați, ?gata, ?ajunge",
    [WORD_JOIN] = "abonare, abonați mă, să mă abonez, mă abonez, înscrieți mă, adăugați mă, ?să mă înscriu, ?mă înscriu, ?să particip, ?să mă alătur, ?mă alătur, ?să devin membru",
    [WORD_HELP] = "cum funcționează acest forum, cum funcționează forumul, cum funcționează lista, cum folosesc forumul, ?ajutor, ?ajutați mă, ?cum funcționează, ?ce este asta, ?cine sunteți, ?instrucțiuni, ?cum pun o întrebare",
    [WORD_ASK] = "ștergeți contul meu, ștergeți mi contul, să mi ștergeți contul, ștergeți datele mele, ștergeți mi datele, ?lăsați mă în pace, ?pauză",
    [WORD_NOT] = "nu, niciodată, nimic, niciun",
    [WORD_OTHERS] = "poți, ar trebui, trebuie, puteți să vă, se poate, el, ea, ei",
    [WORD_POLITE] = "vă rog, te rog, rog, vă rog frumos, bună, bună ziua, bună seara, bună dimineața, salut, stimate, stimată, stimați, dragă, domnule, doamnă, mulțumesc, vă mulțumesc, mulțumesc mult, mersi, mulțumesc anticipat, anticipat, cu stimă,"
        " cu respect, toate cele bune, o zi bună, imediat, acum, urgent, scuze, îmi pare rău, din păcate",
    [WORD_AROUND] = "eu, mă, mie, îmi, mi, meu, mea, mei, noi, ne, vă, voi, voastră, voastre, dumneavoastră, de, la, pe, din, în, cu, pentru, să, un, o, acest, această, aceste, acestea, acestei, asta, și, dar, pentru că, că, deoarece, sau, dacă, vreau,"
        " doresc, aș, dori, vrea, puteți, pot, putea, cum, unde, este, sunt, am, fi, listă, lista, listei, newsletter, newsletterul, forum, forumul, forumului, grup, grupul, grupului, categorie, abonament, abonamentul, abonarea, mail, mailuri, mailurile, e,"
        " email, emailuri, emailurile, mesaj, mesaje, mesajele, notificări, notificările, adresă, adresa, nume, mai, mai mult, mai multe, prea multe, prea mult, multe, toate, tot, timp, nu am timp, nu mă interesează, nu mă mai interesează, nu sunt interesat,"
        " nu sunt interesată, interesat, spam, greșeală, din greșeală, primesc, primi, scoateți, scoate, ștergeți, eliminați, primesc prea multe, trimite, trimiteți, cât, curând, posibil, aici, doar, foarte"}},
{"el", {
    [WORD_LEAVE] = "διαγραφή, διαγράψτε με, διάγραψέ με, διαγραφώ, να διαγραφώ, θέλω να διαγραφώ, απεγγραφή, κατάργηση εγγραφής, ακύρωση εγγραφής, ακυρώστε την εγγραφή μου, βγάλτε με από τη λίστα, αφαιρέστε με, από τη λίστα, από τη λίστα σας, από αυτή τη λίστα,"
        " από το newsletter, unsubscribe, ?αποχώρηση, ?φύγω",
    [WORD_STOP] = "μη μου στέλνετε, μην μου στέλνετε, μη στέλνετε, μην στέλνετε, σταματήστε να στέλνετε, σταματήστε να μου στέλνετε, σταματήστε να μου γράφετε, μη μου γράφετε, μην μου γράφετε, δεν θέλω να λαμβάνω, δε θέλω να λαμβάνω, δεν επιθυμώ να λαμβάνω,"
        " δεν θέλω άλλα, όχι άλλα μηνύματα, όχι άλλα email, διαγράψτε τη διεύθυνσή μου, σβήστε τη διεύθυνσή μου, αφαιρέστε τη διεύθυνσή μου, δεν έχω εγγραφεί, ?σταματήστε, ?στοπ, ?stop, ?φτάνει",
    [WORD_JOIN] = "εγγραφή, να εγγραφώ, εγγραφώ, εγγράψτε με, προσθέστε με, βάλτε με στη λίστα, συνδρομή, ?συμμετέχω, ?να συμμετάσχω, ?συμμετοχή, ?να γίνω μέλος, ?γίνω μέλος",
    [WORD_HELP] = "πώς λειτουργεί το φόρουμ, πώς λειτουργεί αυτό το φόρουμ, πώς λειτουργεί η λίστα, πώς χρησιμοποιώ το φόρουμ, ?βοήθεια, ?βοηθήστε με, ?πώς λειτουργεί, ?πώς λειτουργεί αυτό, ?τι είναι αυτό, ?ποιοι είστε, ?οδηγίες, ?πώς κάνω ερώτηση",
    [WORD_ASK] = "διαγράψτε τον λογαριασμό μου, διαγραφή λογαριασμού, κλείστε τον λογαριασμό μου, διαγράψτε τα δεδομένα μου, ?αφήστε με ήσυχο, ?αφήστε με ήσυχη, ?παύση",
    [WORD_NOT] = "δεν, δε, μη, μην, όχι, ποτέ, τίποτα",
    [WORD_OTHERS] = "μπορείς, πρέπει, μπορείτε να διαγραφείτε, θα έπρεπε, αυτός, αυτή, αυτοί",
    [WORD_POLITE] = "παρακαλώ, σας παρακαλώ, παρακαλώ πολύ, γεια, γεια σας, γειά σας, χαίρετε, καλημέρα, καλησπέρα, αγαπητοί, αγαπητέ, αγαπητή, κύριε, κυρία, κύριοι, ευχαριστώ, ευχαριστώ πολύ, σας ευχαριστώ, εκ των προτέρων, με εκτίμηση, φιλικά, χαιρετισμούς,"
        " αμέσως, τώρα, άμεσα, επείγον, συγγνώμη, δυστυχώς",
    [WORD_AROUND] = "εγώ, με, μου, εμένα, μας, εμείς, σας, εσείς, το, τη, την, τον, τα, οι, η, ο, του, της, των, στο, στη, στην, στα, από, αυτό, αυτή, αυτή τη, αυτά, ένα, μια, θέλω, θα, ήθελα, επιθυμώ, να, μπορώ, μπορείτε, μπορούσατε, πώς, πού, είναι, είμαι, έχω, και, κι, αλλά, γιατί,"
        " επειδή, ή, αν, λίστα, λίστας, ενημερωτικό, δελτίο, newsletter, φόρουμ, ομάδα, ομάδας, κατηγορία, εγγραφής, συνδρομής, mail, email, e, μήνυμα, μηνύματα, ειδοποίηση, ειδοποιήσεις, διεύθυνση, διεύθυνσή, όνομα, άλλο, άλλα, πια, πλέον, πολλά, πάρα πολλά, όλα, όλες, χρόνο, δεν έχω χρόνο,"
        " δεν ενδιαφέρομαι, δεν ενδιαφέρομαι πλέον, δεν με ενδιαφέρει, spam, λάθος, κατά λάθος, λαμβάνω, παίρνω, στέλνετε, γίνεται, εδώ, μόνο, πολύ"}},
{"ja", {
    [WORD_LEAVE] = "配信停止, 配信の停止, 配信を停止, 配信解除, 配信の解除, 配信を解除, 購読解除, 購読の解除, 購読を解除, 購読停止, 購読を停止, 購読をやめ, 購読中止, 登録解除, 登録を解除, 登録の解除, 登録を削除, リストから外し, リストから削除, メーリングリストから外し, メーリングリストから削除, 解約, ?退会, ?脱退, ?解除",
    [WORD_STOP] = "メールを送らない, メールを送らないで, メールを送るのをやめ, メールを止め, メールを停止, メールの停止, メール停止, メールをやめ, もう送らない, もう送らないで, 送信しない, 送信しないで, 送信をやめ, 送信を停止, 送付をやめ, 今後メールは不要, メールは不要, メールはいりません, メールは要りません, メールはもういりません, 受信したくありません,"
        " 受け取りたくありません, 受け取りたくない, 連絡しないで, アドレスを削除, アドレスを消し, 登録した覚えはありません, ?やめて, ?止めて, ?停止, ?ストップ",
    [WORD_JOIN] = "購読したい, 購読を希望, 購読希望, 購読し, 購読登録, 登録したい, 登録を希望, リストに追加, 配信を希望, 配信希望, ?参加, ?参加したい, ?入会, ?登録, ?加入",
    [WORD_HELP] = "このフォーラムの使い方, フォーラムの使い方, このメーリングリストの使い方, フォーラムはどう使, ?ヘルプ, ?使い方, ?助けて, ?これは何, ?どうやって使, ?質問の仕方, ?質問するには",
    [WORD_ASK] = "アカウントを削除, アカウント削除, アカウントの削除, データを削除, 個人情報を削除, ?放っておいて, ?一時停止",
    [WORD_NOT] = "ない, ません, しない, ではない, じゃない",
    [WORD_OTHERS] = "あなた, できますよ, すればいい, したらどう, 彼, 彼女",
    [WORD_POLITE] = "お願いします, お願いいたします, お願い致します, お願い申し上げます, おねがいします, 願います, ください, 下さい, して下さい, してください, て下さい, てください, こんにちは, はじめまして, 初めまして, お世話になっております, お世話になります, ありがとうございます, ありがとうございました, ありがとう, よろしく, 宜しく, 失礼します,"
        " 失礼いたします, すみません, すみませんが, 申し訳ありません, 申し訳ございません, 恐れ入りますが, お手数ですが, お手数をおかけしますが, 至急, すぐに, 今すぐ, 管理者様, 管理人様, 担当者様, ご担当者様, 御中, 様",
    [WORD_AROUND] = "私, わたし, 私の, を, は, が, に, の, で, も, から, へ, と, や, か, ね, よ, して, したい, したいです, します, です, ます, のですが, んですが, ですが, たい, たいです, 希望, 希望します, どう, どうすれば, どうしたら, どうやって, どのように, いい, よい, いいです, よろしい, でしょう, 方法, 方法を教え, 教えて, やり方, この, その, こちら, こちらの, これ, これら, 今後, 今後の,"
        " もう, メール, メールを, メルマガ, 電子メール, リスト, メーリングリスト, ニュースレター, フォーラム, グループ, カテゴリ, カテゴリー, 配信, 購読, 通知, お知らせ, 連絡, アドレス, メールアドレス, 名前, 全て, すべて, 多すぎ, 多すぎる, 多すぎます, 間違い, 間違って, 間違えて, 登録, 登録し, してしまいました, 興味がありません, 興味がない, 時間がありません, 不要, 迷惑メール, 届く, 届きます, 届いて, います, いただけます, いただけない, いただき, いただきたい, いただけ,"
        " ので, ため, 送って, 送らないで, たく, 思います, 思って, し, ます, ませんか, でしょうか, ましょうか, ますか, ですか"}},
{"zh", {
    [WORD_LEAVE] = "退订, 退訂, 取消订阅, 取消訂閱, 取消我的订阅, 取消我的訂閱, 不再订阅, 不再訂閱, 退出列表, 退出邮件列表, 退出郵件列表, 退出邮件组, 从列表中删除, 从邮件列表中删除, 从邮件列表中移除, 从列表中移除, 從列表中刪除, 從郵件列表中移除, 从名单中删除, 從名單中刪除, 移除我, ?退出, ?离开, ?離開",
    [WORD_STOP] = "停止发送, 停止發送, 停止发邮件, 停止寄信, 不要再发, 不要再發, 别再发, 別再發, 不要再给我发, 不要再給我發, 别再给我发, 別再給我發, 不要再寄, 不要给我发, 不要給我發, 别给我发, 不想再收到, 不想收到, 不希望收到, 不愿再收到, 不願再收到, 不要再收到, 不再接收, 不想接收, 删除我的邮箱, 删除我的地址, 刪除我的信箱, 刪除我的地址, 删除我的邮件地址,"
        " 没有订阅, 沒有訂閱, 从未订阅, 從未訂閱, ?停止, ?停, ?够了",
    [WORD_JOIN] = "订阅, 訂閱, 我要订阅, 我要訂閱, 把我加入, 加我, 将我加入, 將我加入, 加入列表, 加入邮件列表, 加入郵件列表, ?加入, ?参加, ?參加, ?注册, ?註冊, ?成为会员, ?成為會員",
    [WORD_HELP] = "这个论坛怎么用, 論壇怎麼用, 论坛怎么用, 如何使用论坛, 如何使用这个论坛, 如何使用論壇, ?帮助, ?幫助, ?说明, ?說明, ?怎么用, ?怎麼用, ?这是什么, ?這是什麼, ?你们是谁, ?你們是誰, ?如何提问, ?如何提問, ?帮帮我, ?救命",
    [WORD_ASK] = "删除我的账号, 删除我的帐号, 删除我的账户, 刪除我的帳號, 刪除我的帳戶, 注销账号, 註銷帳號, 删除我的数据, 刪除我的資料, 删除我的资料, ?别烦我, ?暂停, ?暫停",
    [WORD_NOT] = "不, 没, 沒, 别, 別, 无",
    [WORD_OTHERS] = "你可以, 您可以, 你应该, 你應該, 你要, 他, 她, 他们, 他們, 如果你",
    [WORD_POLITE] = "请, 請, 谢谢, 謝謝, 多谢, 多謝, 感谢, 感謝, 非常感谢, 您好, 你好, 大家好, 早上好, 下午好, 晚上好, 尊敬的, 亲爱的, 親愛的, 管理员, 管理員, 先生, 女士, 此致, 敬礼, 敬禮, 祝好, 顺祝, 麻烦, 麻煩, 麻烦您, 抱歉, 不好意思, 对不起, 對不起, 立即, 马上, 馬上, 现在, 現在, 紧急",
    [WORD_AROUND] = "我, 我的, 我们, 我們, 我想, 我要, 我希望, 想, 要, 希望, 想要, 需要, 将, 將, 把, 给, 給, 从, 從, 在, 的, 了, 吗, 嗎, 呢, 吧, 啊, 你们, 你們, 您, 你, 您的, 你们的, 你們的, 这个, 這個, 这些, 這些, 此, 该, 该邮件, 本, 和, 与, 也, 但, 因为, 因為, 所以, 如果, 是, 有, 怎么, 怎麼, 怎样, 怎樣, 如何, 哪里, 哪裡, 可以, 能, 能否, 可否, 能不能, 可不可以, 请问, 請問, 帮我, 幫我, 一下,"
        " 邮件, 郵件, 电子邮件, 電子郵件, 信, 信件, 邮件列表, 郵件列表, 列表, 名单, 名單, 邮箱, 信箱, 地址, 消息, 通知, 论坛, 論壇, 群组, 群組, 小组, 群, 社区, 社區, 分类, 类别, 名字, 再, 以后, 以後, 今后, 今後, 更多, 太多, 太多了, 很多, 所有, 全部, 每天, 任何, 没有时间, 沒有時間, 没时间, 沒時間, 不感兴趣, 不感興趣, 没兴趣, 沒興趣, 垃圾邮件, 垃圾郵件, 错误, 弄错了, 收到, 接收, 发送, 發送, 发, 删除, 刪除, 移除, 中, 里, 裡, 到, 们, 個, 个, 封"}},
{"ko", {
    [WORD_LEAVE] = "구독취소, 구독을취소, 구독해지, 구독을해지, 구독중지, 구독을중지, 구독을중단, 수신거부, 수신을거부, 수신해제, 메일링리스트에서빼, 메일링리스트에서삭제, 목록에서삭제, 목록에서빼, 목록에서제외, 리스트에서빼, 리스트에서삭제, 명단에서빼, 명단에서삭제, ?탈퇴, ?해지, ?취소",
    [WORD_STOP] = "메일을보내지마, 메일보내지마, 이메일을보내지마, 이메일보내지마, 더이상보내지마, 그만보내, 메일그만보내, 메일을그만보내, 보내지말아, 보내지마, 보내지말, 발송을중지, 발송중지, 발송을중단, 메일을받고싶지않, 이메일을받고싶지않, 받고싶지않, 받지않겠, 메일이필요없, 제주소를삭제, 제메일주소를삭제, 이메일주소를삭제, 내주소를삭제, 신청한적이없, 가입한적이없,"
        " 구독한적이없, ?그만, ?중지, ?멈춰, ?중단, ?스톱",
    [WORD_JOIN] = "구독하고싶, 구독신청, 구독을신청, 구독하려, 구독을원합니다, 구독합니다, 목록에추가, 리스트에추가, 저를추가, ?가입, ?가입하려, ?가입하고싶, ?참여, ?참여하고싶, ?참가, ?등록",
    [WORD_HELP] = "이포럼은어떻게, 포럼은어떻게사용, 포럼사용법, 포럼사용방법, ?도움말, ?도움, ?도와주세요, ?사용법, ?사용방법, ?이게뭐, ?이것은무엇, ?누구세요, ?질문은어떻게",
    [WORD_ASK] = "계정을삭제, 계정삭제, 계정을없애, 제데이터를삭제, 개인정보를삭제, 내정보를삭제, ?내버려두, ?일시중지",
    [WORD_NOT] = "안, 않, 못, 아니, 말고",
    [WORD_OTHERS] = "당신은, 하시면됩니다, 하면됩니다, 하면돼요, 하면되, 그는, 그녀는, 그들",
    [WORD_POLITE] = "부탁합니다, 부탁드립니다, 부탁드려요, 부탁해요, 제발, 안녕하세요, 안녕하십니까, 안녕히, 감사합니다, 감사드립니다, 고맙습니다, 고마워요, 수고하세요, 수고하십시오, 죄송합니다, 죄송하지만, 미안합니다, 관리자님, 담당자님, 운영자님, 님, 귀하, 드림, 올림, 지금, 당장, 즉시, 빨리, 급합니다",
    [WORD_AROUND] = "저, 제, 저는, 제가, 저를, 저의, 나, 내, 나는, 나를, 우리, 이, 그, 저희, 더, 더이상, 이제, 앞으로, 을, 를, 은, 는, 가, 에, 에서, 의, 와, 과, 도, 로, 으로, 좀, 해, 해요, 해줘, 해주세요, 해주십시오, 해주시기, 해주시면, 하고, 하고싶습니다, 하고싶어요, 하고싶, 싶습니다, 싶어요, 싶은데요, 합니다, 하겠습니다, 하세요, 하십시오, 세요, 십시오, 시기, 시면, 할게요, 주세요, 줘, 줘요, 주십시오, 주시기, 바랍니다, 원합니다, 원해요,"
        " 까요, 나요, 습니다, 어요, 아요, 요, 지, 고, 서, 면, 되나요, 됩니까, 되죠, 어떻게, 어디, 어디서, 하나요, 합니까, 할수, 있나요, 있습니까, 있을까요, 있습니다, 주실, 주시겠어요, 메일, 이메일, 전자메일, 메일링, 메일링리스트, 리스트, 목록, 명단, 뉴스레터, 소식지, 포럼, 그룹, 모임, 카테고리, 구독, 메시지, 알림, 공지, 주소, 이름, 계정, 너무, 많이, 많아요, 많습니다, 모든, 모두, 매일, 관심이없습니다, 관심없습니다, 관심이없어요,"
        " 시간이없습니다, 시간이없어요, 스팸, 실수, 실수로, 잘못, 받고, 받습니다, 보내, 삭제, 삭제해, 빼, 마세요, 말아, 아주세요, 않습니다, 습니다만, 지만, 하시기, 신청, 처리, 요청, 요청합니다, 방법, 방법을, 알려, 알려주세요"}},
{"ar", {
    [WORD_LEAVE] = "إلغاء الاشتراك, الغاء اشتراكي, إلغاء اشتراكي, ألغوا اشتراكي, ألغ اشتراكي, أريد إلغاء الاشتراك, إلغاء اشتراك, احذفوني من القائمة, احذفني من القائمة, أزيلوني من القائمة, أزلني من القائمة, إزالتي من القائمة, حذفي من القائمة, من القائمة البريدية,"
        " من قائمتكم, من هذه القائمة, unsubscribe, ?مغادرة, ?خروج, ?انسحاب",
    [WORD_STOP] = "توقفوا عن إرسال, توقف عن إرسال, توقفوا عن الإرسال, توقف عن الإرسال, توقفوا عن مراسلتي, لا ترسلوا لي, لا ترسل لي, لا ترسلوا, لا أريد استلام, لا أريد تلقي, لا أرغب في تلقي, لا أرغب في استلام, لا أريد المزيد من الرسائل, لا أريد هذه الرسائل, كفى رسائل,"
        " أوقفوا الرسائل, إيقاف الرسائل, احذفوا عنواني, احذف عنواني, احذفوا بريدي, لم أشترك, لم أسجل, ?توقف, ?توقفوا, ?كفى, ?قف",
    [WORD_JOIN] = "أريد الاشتراك, الاشتراك, اشتراك, اشتركوني, أضيفوني, أضفني, سجلوني, كيف أشترك, أشترك, ?الانضمام, ?انضمام, ?كيف أنضم, ?أنضم, ?التسجيل, ?المشاركة",
    [WORD_HELP] = "كيف يعمل هذا المنتدى, كيف يعمل المنتدى, كيف أستخدم المنتدى, كيف تعمل القائمة, ?مساعدة, ?المساعدة, ?ساعدوني, ?كيف يعمل هذا, ?ما هذا, ?من أنتم, ?تعليمات, ?كيف أطرح سؤالا",
    [WORD_ASK] = "احذفوا حسابي, احذف حسابي, حذف حسابي, حذف الحساب, إغلاق حسابي, احذفوا بياناتي, حذف بياناتي, ?اتركوني وشأني, ?دعوني وشأني",
    [WORD_NOT] = "لا, لم, لن, ليس, لست, أبدا, غير",
    [WORD_OTHERS] = "يمكنك, عليك, يجب عليك, ينبغي, هو, هي, هم",
    [WORD_POLITE] = "من فضلك, من فضلكم, رجاء, رجاءا, الرجاء, أرجو, أرجو منكم, نرجو, لو سمحت, لو سمحتم, مرحبا, السلام عليكم, السلام عليكم ورحمة الله وبركاته, أهلا, صباح الخير, مساء الخير, تحية طيبة, تحية طيبة وبعد, السادة, السيد, السيدة, عزيزي, الأعزاء, شكرا, شكرا لكم, شكرا جزيلا,"
        " مع الشكر, مع التحية, مع تحياتي, تحياتي, مع خالص التحية, فورا, الآن, حالا, عاجل, آسف, عذرا",
    [WORD_AROUND] = "أنا, أريد, أود, أرغب, أرغب في, أطلب, نريد, أن, في, من, إلى, على, عن, مع, هذا, هذه, تلك, ذلك, هل, كيف, أين, ما, هو ممكن, ممكن, يمكن, يمكنني, يمكنكم, أستطيع, القائمة, قائمة, البريدية, البريد, بريد, بريدي, الإلكتروني, إلكتروني, إلكترونية, النشرة, نشرة, المنتدى, منتدى,"
        " منتداكم, المجموعة, مجموعة, الفئة, رسائل, الرسائل, رسائلكم, رسالة, إشعارات, الإشعارات, عنوان, عنواني, اسمي, حسابي, اشتراكي, المزيد, مزيد, بعد, بعد اليوم, بعد الآن, كثيرة, كثيرة جدا, جدا, كثير, كل, جميع, يوم, وقت, ليس لدي وقت, لست مهتما, لست مهتمة, غير مهتم, لم أعد مهتما, لم أعد مهتمة, خطأ,"
        " بالخطأ, عن طريق الخطأ, تصلني, أتلقى, تلقي, استلام, إرسال, حذف, إزالة, و, لكن, لأن, لأنني, أو, إذا, كما, هنا, فقط, لي"}},
{"he", {
    [WORD_LEAVE] = "הסירו אותי, הסר אותי, להסיר אותי, תסירו אותי, הסרה, הסרה מרשימת התפוצה, להסרה, להסיר מרשימת התפוצה, ביטול מנוי, לבטל מנוי, לבטל את המנוי, בטלו את המנוי, ביטול הרשמה, לבטל את ההרשמה, בטלו את ההרשמה, תורידו אותי מהרשימה, להוריד אותי מהרשימה, הורידו אותי מהרשימה,"
        " מחקו אותי מהרשימה, מרשימת התפוצה, מרשימת הדיוור, מהרשימה, מהרשימה שלכם, unsubscribe, ?לעזוב, ?לצאת, ?ביטול",
    [WORD_STOP] = "אל תשלחו לי, אל תשלח לי, תפסיקו לשלוח, תפסיק לשלוח, להפסיק לשלוח, הפסיקו לשלוח, תפסיקו לכתוב לי, אל תכתבו לי, לא רוצה לקבל, לא מעוניין לקבל, לא מעוניינת לקבל, לא מעוניין יותר לקבל, לא רוצה יותר לקבל, לא לשלוח לי, לא לשלוח יותר, די עם המיילים, בלי מיילים, מחקו את הכתובת שלי,"
        " הסירו את הכתובת שלי, הסירו את המייל שלי, מעולם לא נרשמתי, לא נרשמתי, ?די, ?מספיק, ?עצור, ?תפסיקו",
    [WORD_JOIN] = "הרשמה לרשימה, להירשם לרשימה, רשמו אותי, תרשמו אותי, הוסיפו אותי, תוסיפו אותי, מנוי, ?להצטרף, ?איך מצטרפים, ?הצטרפות, ?להירשם, ?הרשמה, ?להשתתף",
    [WORD_HELP] = "איך הפורום עובד, איך עובד הפורום, איך הפורום הזה עובד, איך משתמשים בפורום, ?עזרה, ?עזרו לי, ?איך זה עובד, ?מה זה, ?מי אתם, ?הוראות, ?איך שואלים שאלה",
    [WORD_ASK] = "מחקו את החשבון שלי, למחוק את החשבון שלי, מחיקת חשבון, סגרו את החשבון שלי, מחקו את הנתונים שלי, מחקו את המידע שלי, ?עזבו אותי, ?תעזבו אותי בשקט, ?הפסקה",
    [WORD_NOT] = "לא, אל, אף פעם, אין, מעולם, בלי",
    [WORD_OTHERS] = "אתה יכול, את יכולה, כדאי לך, אתה צריך, את צריכה, אפשר לבטל, הוא, היא, הם",
    [WORD_POLITE] = "בבקשה, אנא, נא, שלום, שלום רב, היי, הי, בוקר טוב, ערב טוב, צהריים טובים, לכבוד, יקרים, תודה, תודה רבה, תודה מראש, מראש, בתודה, בברכה, בכבוד רב, יום טוב, מיד, עכשיו, דחוף, סליחה, מתנצל, מתנצלת",
    [WORD_AROUND] = "אני, אותי, לי, שלי, אנחנו, אותנו, אתם, שלכם, את, של, על, עם, מ, מן, ל, זה, זאת, זו, הזה, הזאת, הזו, האלה, אלה, רוצה, רוצים, מבקש, מבקשת, מעוניין, מעוניינת, אבקש, אשמח, אפשר, האם, תוכלו, אוכל, איך, איפה, ניתן, להיות, רשימה, הרשימה, רשימת, תפוצה, התפוצה, דיוור, הדיוור, ניוזלטר, הניוזלטר, פורום,"
        " הפורום, מהפורום, לפורום, קבוצה, הקבוצה, מהקבוצה, לקבוצה, קטגוריה, מייל, המייל, מיילים, המיילים, אימייל, אימיילים, דואר, דוא, הודעה, הודעות, ההודעות, התראות, כתובת, הכתובת, שם, חשבון, עוד, יותר, יותר מדי, הרבה, כל, הכל, זמן, אין לי זמן, לא מעוניין, לא מעוניינת, לא מעניין אותי, ספאם, טעות, בטעות, מקבל, מקבלת, לקבל, לשלוח,"
        " להסיר, למחוק, ו, אבל, כי, או, אם, כאן, רק, מאוד, יום, כבר"}},
};
/* clang-format on */

const size_t request_language_count = sizeof request_languages / sizeof *request_languages;
