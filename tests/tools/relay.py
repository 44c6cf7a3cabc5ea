# relay: an SMTP server that is as rude as the file MODE says, read anew for each connection and mail.
#   relay.py MODE TAKEN DROPPED LOG [CERTIFICATE]     prints its port; TAKEN and DROPPED are directories
# ok; drop (the whole mail is kept in DROPPED, then the connection is cut without a word); 451, 550, 550 5.7.1 and the like (said to
# RCPT); policy (550 5.7.1 to everything after EHLO); 421 (instead of a greeting); garbage; tarpit (each reply takes its time);
# mixed (half drop, three in ten 451, two in ten tarpit).
# With a CERTIFICATE (a file with chain and key, read anew for each connection) it offers STARTTLS, asks for AUTH, and logs what it
# sees of both; smtps (TLS before anything else); plain (no STARTTLS, but AUTH: as somebody in between would have it).
import base64, itertools, os, socket, ssl, sys, threading, time

mode_file, taken, dropped, log_file = sys.argv[1:5]
certificate = sys.argv[5] if len(sys.argv) > 5 else None
numbers = itertools.count()
numbers_of_mails = itertools.count()
lock = threading.Lock()


def mode():
    with open(mode_file) as f:
        return f.read().strip()


def log(text):
    with lock, open(log_file, "a") as f:
        f.write(text + "\n")


class Relay:
    def __init__(self, connection):
        self.tls = None
        self.use(connection)
        self.choose()

    def use(self, connection):
        self.connection = connection
        self.lines = connection.makefile("rb")

    def say(self, text):
        if self.mode == "tarpit":
            time.sleep(0.2)
        self.connection.sendall(text.encode() + b"\r\n")

    def choose(self):
        self.mode = mode()
        if self.mode == "mixed":
            n = next(numbers) % 10
            self.mode = "drop" if n < 5 else "451" if n < 8 else "tarpit"

    def start_tls(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.use(context.wrap_socket(self.connection, server_side=True))
        self.tls = self.connection.version()

    def extensions(self):
        words = ["relay.example", "ENHANCEDSTATUSCODES"]
        if certificate and not self.tls and self.mode != "plain":
            words.append("STARTTLS")
        if certificate:
            words.append("AUTH PLAIN")
        return "".join("250-" + word + "\r\n" for word in words) + "250 8BITMIME"

    def auth(self, line):
        who = base64.b64decode(line.split()[2]).split(b"\0")
        log("auth over %s as %s with %s" % (self.tls, who[1].decode(), who[2].decode()))
        self.say("235 2.7.0 welcome")

    def serve(self):
        log("connection " + self.mode)
        if self.mode == "421":
            return self.say("421 4.3.2 not now")
        if self.mode == "garbage":
            return self.connection.sendall(b"\x00\xff\r\n!!! 220\r\n\r\n" + b"x" * 5000 + b"\r\n")
        if self.mode == "smtps":
            self.start_tls()
        self.say("220 relay.example ESMTP")
        while True:
            line = self.lines.readline(2000)
            if not line:
                return
            verb = line[:4].upper()
            if verb == b"EHLO":
                log("ehlo over %s" % self.tls)
                self.say(self.extensions())
            elif verb == b"QUIT":
                return self.say("221 2.0.0 bye")
            elif verb == b"STAR" and certificate:
                self.say("220 2.0.0 go on")
                self.start_tls()
            elif verb == b"AUTH" and certificate:
                self.auth(line)
            elif self.mode == "policy":
                log("refused")
                self.say("550 5.7.1 we want nothing of yours")
            elif verb == b"MAIL":
                self.choose()
                self.sender = line.split(b"<")[1].split(b">")[0]
                self.say("250 2.1.0 ok")
            elif verb == b"RCPT" and self.mode[:1] in "45":
                log("refused")
                self.say(self.mode if " " in self.mode else self.mode + " " + self.mode[0] + ".2.0 not this one")
            elif verb == b"DATA":
                self.say("354 go on")
                if not self.mail():
                    return
            else:
                self.say("250 2.0.0 ok")

    def mail(self):
        lines = []
        while True:
            line = self.lines.readline(2000)
            if not line:
                return False
            if line == b".\r\n":
                break
            lines.append(line[1:] if line.startswith(b".") else line)
        with lock:
            name = "%06d" % next(numbers_of_mails)
        where = dropped if self.mode == "drop" else taken
        with open(os.path.join(where, "." + name), "wb") as f:
            f.write(b"Return-Path: <" + self.sender + b">\r\n")
            f.writelines(lines)
        os.rename(os.path.join(where, "." + name), os.path.join(where, name))
        log("mail %s over %s" % (self.mode, self.tls))
        if self.mode == "drop":
            return False
        self.say("250 2.0.0 taken")
        return True


def serve(connection):
    relay = Relay(connection)
    try:
        relay.serve()
    except ssl.SSLError as error:
        log("tls failed: %s" % error.reason)
    except OSError:
        pass
    finally:
        relay.lines.close()
        relay.connection.close()


with socket.create_server(("127.0.0.1", 0), backlog=100) as server:
    print(server.getsockname()[1], flush=True)
    while True:
        threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
