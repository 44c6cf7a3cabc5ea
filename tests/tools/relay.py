# relay: an SMTP server that is as rude as the file MODE says, read anew for each connection and mail.
#   relay.py MODE TAKEN DROPPED LOG     prints its port; TAKEN and DROPPED are directories
# ok; drop (the whole mail is kept in DROPPED, then the connection is cut without a word); 451, 550, 550 5.7.1 and the like (said to
# RCPT); policy (550 5.7.1 to everything after EHLO); 421 (instead of a greeting); garbage; tarpit (each reply takes its time);
# mixed (half drop, three in ten 451, two in ten tarpit)
import itertools, os, socketserver, sys, threading, time

mode_file, taken, dropped, log_file = sys.argv[1:5]
numbers = itertools.count()
lock = threading.Lock()


def mode():
    with open(mode_file) as f:
        return f.read().strip()


def log(text):
    with lock, open(log_file, "a") as f:
        f.write(text + "\n")


class Relay(socketserver.StreamRequestHandler):
    def say(self, text):
        if self.mode == "tarpit":
            time.sleep(0.2)
        self.wfile.write(text.encode() + b"\r\n")
        self.wfile.flush()

    def choose(self):
        self.mode = mode()
        if self.mode == "mixed":
            n = next(numbers) % 10
            self.mode = "drop" if n < 5 else "451" if n < 8 else "tarpit"

    def handle(self):
        try:
            self.serve()
        except (ConnectionError, BrokenPipeError):
            pass

    def serve(self):
        self.choose()
        log("connection " + self.mode)
        if self.mode == "421":
            return self.say("421 4.3.2 not now")
        if self.mode == "garbage":
            self.wfile.write(b"\x00\xff\r\n!!! 220\r\n\r\n" + b"x" * 5000 + b"\r\n")
            return
        self.say("220 relay.example ESMTP")
        while True:
            line = self.rfile.readline(2000)
            if not line:
                return
            verb = line[:4].upper()
            if verb == b"EHLO":
                self.say("250-relay.example\r\n250-ENHANCEDSTATUSCODES\r\n250 8BITMIME")
            elif verb == b"QUIT":
                return self.say("221 2.0.0 bye")
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
            line = self.rfile.readline(2000)
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
        log("mail " + self.mode)
        if self.mode == "drop":
            return False
        self.say("250 2.0.0 taken")
        return True


numbers_of_mails = itertools.count()


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 100


with Server(("127.0.0.1", 0), Relay) as server:
    print(server.server_address[1], flush=True)
    server.serve_forever()
