#pragma once

#include "actions/store.hpp"
#include "storage/administration_records.hpp"
#include "storage/call_records.hpp"
#include "storage/delivery_records.hpp"
#include "storage/desk_records.hpp"
#include "storage/file_records.hpp"
#include "storage/intake_records.hpp"
#include "storage/people_records.hpp"
#include "storage/personal_records.hpp"
#include "storage/plugin_records.hpp"
#include "storage/proof_records.hpp"
#include "storage/repository_session.hpp"
#include "storage/sealed_records.hpp"
#include "storage/search_records.hpp"
#include "storage/ticket_records.hpp"
#include "storage/triage_records.hpp"

namespace seva::storage {

class SociTransaction final : public actions::Transaction {
 public:
  SociTransaction(RepositorySession& session, Access access);

  actions::IntakeRecords& intake() override { return intake_; }
  actions::TicketRecords& tickets() override { return tickets_; }
  actions::TriageRecords& triage() override { return triage_; }
  actions::DeliveryRecords& deliveries() override { return deliveries_; }
  actions::CallRecords& calls() override { return calls_; }
  actions::PluginRecords& plugins() override { return plugins_; }
  actions::SealedRecords& sealed() override { return sealed_; }
  actions::PeopleRecords& people() override { return people_; }
  actions::PersonalRecords& personal() override { return personal_; }
  actions::AdministrationRecords& administration() override { return administration_; }
  actions::ProofRecords& proofs() override { return proofs_; }
  actions::DeskRecords& desk() override { return desk_; }
  actions::FileRecords& files() override { return files_; }
  actions::SearchRecords& search() override { return search_; }
  actions::StoredCounts stored_counts() override;
  void write(const actions::Changes& changes) override;

 private:
  RepositorySession& session_;
  Access access_;
  SociIntakeRecords intake_;
  SociTicketRecords tickets_;
  SociTriageRecords triage_;
  SociDeliveryRecords deliveries_;
  SociCallRecords calls_;
  SociPluginRecords plugins_;
  SociSealedRecords sealed_;
  SociPeopleRecords people_;
  SociPersonalRecords personal_;
  SociAdministrationRecords administration_;
  SociProofRecords proofs_;
  SociDeskRecords desk_;
  SociFileRecords files_;
  SociSearchRecords search_;
};

}  // namespace seva::storage
