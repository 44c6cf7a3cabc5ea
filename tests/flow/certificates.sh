# Certificates for the flow scripts, of CAs of their own, made in $work. Source it after lib.sh.
command -v openssl >/dev/null || skip_all "there is no openssl"

# make_ca NAME: $work/NAME.pem is its certificate.
make_ca() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=$1" -keyout "$work/$1.ca-key" \
        -out "$work/$1.pem" 2>"$work/openssl.log" || { say <"$work/openssl.log"; exit 99; }
    mkdir "$work/$1.ca"
    : >"$work/$1.ca/index"
    cat >"$work/$1.ca/conf" <<C
[ca]
default_ca = one
[one]
database = $work/$1.ca/index
new_certs_dir = $work/$1.ca
default_md = sha256
policy = any
rand_serial = yes
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
C
}

# certify CA HOST NAME [FROM TO]: $work/NAME.pem holds a certificate for HOST and its key.
certify() {
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$2" -addext "subjectAltName=DNS:$2" -keyout "$work/$3.key" \
        -out "$work/$3.request" 2>"$work/openssl.log" &&
        openssl ca -batch -notext -config "$work/$1.ca/conf" -cert "$work/$1.pem" -keyfile "$work/$1.ca-key" \
            -startdate "$(date -u -d "${4:-yesterday}" +%y%m%d%H%M%SZ)" -enddate "$(date -u -d "${5:-tomorrow}" +%y%m%d%H%M%SZ)" \
            -in "$work/$3.request" -out "$work/$3.crt" 2>"$work/openssl.log" || { say <"$work/openssl.log"; exit 99; }
    cat "$work/$3.crt" "$work/$3.key" >"$work/$3.pem"
}
