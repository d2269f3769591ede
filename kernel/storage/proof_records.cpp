#include "storage/proof_records.hpp"

#include <array>

#include "storage/stored_numbers.hpp"

namespace seva::storage {
namespace {

const Select kCode = select("find a code", "code_hash, sent_at, expires_at, tries, codes, first_sent_at", "FROM proof_codes WHERE ticket = :ticket");
const Select kProof = select("find a proof", "ticket, level, expires_at", "FROM proofs WHERE token_hash = :token");
const Statement kForgetProof{"forget proofs", "DELETE FROM proofs WHERE expires_at < :now"};

struct ProofStatements {
  explicit ProofStatements(Dialect dialect)
      : set_code(insert("set a code", "proof_codes", "ticket, code_hash, sent_at, expires_at, tries, codes, first_sent_at",
                        or_update(dialect, "ticket", {"code_hash", "sent_at", "expires_at", "tries", "codes", "first_sent_at"}))),
        add_proof(insert("add a proof", "proofs", "token_hash, ticket, level, expires_at")) {}

  Statement set_code;
  Statement add_proof;
};

const ProofStatements& proof_statements(Dialect dialect) {
  static const std::array<ProofStatements, 3> all{ProofStatements(Dialect::sqlite), ProofStatements(Dialect::mariadb),
                                                  ProofStatements(Dialect::mysql)};
  return all[static_cast<std::size_t>(dialect) - 1];
}

}  // namespace

std::optional<domain::ProofCode> SociProofRecords::code(domain::TicketId ticket) {
  std::optional<domain::ProofCode> found;
  session_.select(kCode, {to_value(ticket)}, [&](Row& row) {
    found.emplace();
    found->ticket = ticket;
    found->code_hash = row.text();
    found->sent_at = row.instant();
    found->expires_at = row.instant();
    found->tries = row.count();
    found->codes = row.count();
    found->first_sent_at = row.instant();
  });
  return found;
}

void SociProofRecords::set(const domain::ProofCode& code) {
  session_.execute(proof_statements(session_.dialect()).set_code,
                   {to_value(code.ticket), code.code_hash, to_value(code.sent_at), to_value(code.expires_at), to_value(code.tries),
                    to_value(code.codes), to_value(code.first_sent_at)});
}

std::optional<domain::Proof> SociProofRecords::proof(const std::string& token_hash) {
  std::optional<domain::Proof> found;
  session_.select(kProof, {token_hash}, [&](Row& row) {
    found.emplace();
    found->token_hash = token_hash;
    found->ticket = row.id<domain::TicketId>();
    found->level = row.one_of(kLastProofLevel);
    found->expires_at = row.instant();
  });
  return found;
}

void SociProofRecords::add(const domain::Proof& proof, domain::Instant now) {
  session_.execute(kForgetProof, {to_value(now)});
  session_.execute(proof_statements(session_.dialect()).add_proof,
                   {proof.token_hash, to_value(proof.ticket), to_value(proof.level), to_value(proof.expires_at)});
}

}  // namespace seva::storage
