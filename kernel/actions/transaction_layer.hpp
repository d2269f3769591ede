#pragma once

#include "actions/store.hpp"

namespace seva::actions {

/// A transaction that passes everything on to the one beneath it. A store before the store overrides what it changes, and nothing else.
/// Lives no longer than `inner`. Not for the sealing store: there each kind of record that is added must be decided upon, so it names them all.
class TransactionLayer : public Transaction {
 public:
  explicit TransactionLayer(Transaction& inner) : inner_(inner) {}

  IntakeRecords& intake() override { return inner_.intake(); }
  TicketRecords& tickets() override { return inner_.tickets(); }
  TriageRecords& triage() override { return inner_.triage(); }
  DeliveryRecords& deliveries() override { return inner_.deliveries(); }
  CallRecords& calls() override { return inner_.calls(); }
  PluginRecords& plugins() override { return inner_.plugins(); }
  SealedRecords& sealed() override { return inner_.sealed(); }
  PeopleRecords& people() override { return inner_.people(); }
  PersonalRecords& personal() override { return inner_.personal(); }
  AdministrationRecords& administration() override { return inner_.administration(); }
  ProofRecords& proofs() override { return inner_.proofs(); }
  DeskRecords& desk() override { return inner_.desk(); }
  FileRecords& files() override { return inner_.files(); }
  SearchRecords& search() override { return inner_.search(); }
  StoredCounts stored_counts() override { return inner_.stored_counts(); }
  void write(const Changes& changes) override { inner_.write(changes); }

 protected:
  Transaction& inner_;
};

}  // namespace seva::actions
