#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "hosting/support/peer.hpp"

namespace seva::hosting {

/// A peer with a certificate that it made itself, for 127.0.0.1.
class TlsPeer {
 public:
  TlsPeer()
      : key_(EVP_EC_gen("P-256"), EVP_PKEY_free), certificate_(X509_new(), X509_free), context_(SSL_CTX_new(TLS_server_method()), SSL_CTX_free) {
    X509_set_version(certificate_.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate_.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate_.get()), -3'600);
    X509_gmtime_adj(X509_getm_notAfter(certificate_.get()), 86'400);
    X509_set_pubkey(certificate_.get(), key_.get());
    X509_NAME* name = X509_get_subject_name(certificate_.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("peer"), -1, -1, 0);
    X509_set_issuer_name(certificate_.get(), name);
    add(NID_basic_constraints, "critical,CA:TRUE");
    add(NID_subject_alt_name, "IP:127.0.0.1");
    if (X509_sign(certificate_.get(), key_.get(), EVP_sha256()) == 0) throw std::runtime_error("no certificate can be made");
    SSL_CTX_use_certificate(context_.get(), certificate_.get());
    SSL_CTX_use_PrivateKey(context_.get(), key_.get());
  }

  [[nodiscard]] std::string host() const { return peer_.host(); }
  /// The certificate as a client that trusts it wants it.
  [[nodiscard]] std::string authorities() const {
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_X509(memory.get(), certificate_.get());
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &bytes);
    return {bytes, static_cast<std::size_t>(size)};
  }
  /// False: the other side did not like the certificate.
  bool accept() {
    peer_.accept();
    session_.reset(SSL_new(context_.get()));
    SSL_set_fd(session_.get(), static_cast<int>(peer_.socket().impl()->sockfd()));
    return SSL_accept(session_.get()) == 1;
  }
  void send(std::string_view bytes) { SSL_write(session_.get(), bytes.data(), static_cast<int>(bytes.size())); }
  std::string read(std::size_t size) {
    std::string bytes(size, '\0');
    const int got = SSL_read(session_.get(), bytes.data(), static_cast<int>(size));
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
  }

 private:
  struct Free {
    void operator()(SSL* session) const { SSL_free(session); }
  };

  void add(int kind, const char* value) {
    X509V3_CTX extension;
    X509V3_set_ctx_nodb(&extension);
    X509V3_set_ctx(&extension, certificate_.get(), certificate_.get(), nullptr, nullptr, 0);
    X509_EXTENSION* made = X509V3_EXT_conf_nid(nullptr, &extension, kind, value);
    X509_add_ext(certificate_.get(), made, -1);
    X509_EXTENSION_free(made);
  }

  Peer peer_;
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
  std::unique_ptr<X509, decltype(&X509_free)> certificate_;
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::unique_ptr<SSL, Free> session_;
};

}  // namespace seva::hosting
