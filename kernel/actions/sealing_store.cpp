#include "actions/sealing_store.hpp"

#include <set>

#include "actions/open_sealed.hpp"
#include "actions/seal_changes.hpp"

namespace seva::actions {
namespace {

using Channels = std::set<std::string, std::less<>>;
using Pseudonym = std::string (*)(Vault&, const std::string&, const std::string&);

/// What asked for in clear is in the store, and back.
class Translation {
 public:
  Translation(Vault& vault, Pseudonym pseudonym, const std::string& channel, std::span<const std::string> ids) {
    for (const std::string& id : ids) {
      stored_.push_back(pseudonym(vault, channel, id));
      clear_.emplace(stored_.back(), id);
    }
  }
  [[nodiscard]] const std::vector<std::string>& stored() const { return stored_; }
  [[nodiscard]] const std::string& clear(const std::string& stored) const { return clear_.at(stored); }

 private:
  std::vector<std::string> stored_;
  std::unordered_map<std::string, std::string> clear_;
};

class SealingIntake final : public IntakeRecords {
 public:
  SealingIntake(IntakeRecords& inner, Vault& vault, const Channels& channels) : inner_(inner), vault_(vault), channels_(channels) {}

  std::vector<KnownMessage> known_messages(const std::string& channel, std::span<const std::string> source_ids) override {
    if (!channels_.contains(channel)) return inner_.known_messages(channel, source_ids);
    const Translation ids(vault_, pseudonym_of_message, channel, source_ids);
    auto known = inner_.known_messages(channel, ids.stored());
    for (KnownMessage& message : known) message.source_id = ids.clear(message.source_id);
    return known;
  }

  std::vector<ThreadTicket> tickets_of_threads(const std::string& channel, std::span<const std::string> threads) override {
    if (!channels_.contains(channel)) return inner_.tickets_of_threads(channel, threads);
    const Translation ids(vault_, pseudonym_of_thread, channel, threads);
    auto tickets = inner_.tickets_of_threads(channel, ids.stored());
    for (ThreadTicket& ticket : tickets) ticket.thread = ids.clear(ticket.thread);
    return tickets;
  }

  std::unordered_map<std::string, domain::CitizenId> citizens(const std::string& channel, std::span<const std::string> author_ids) override {
    if (!channels_.contains(channel)) return inner_.citizens(channel, author_ids);
    const Translation ids(vault_, pseudonym_of_author, channel, author_ids);
    std::unordered_map<std::string, domain::CitizenId> citizens;
    for (const auto& [stored, citizen] : inner_.citizens(channel, ids.stored())) citizens.emplace(ids.clear(stored), citizen);
    return citizens;
  }

  std::optional<domain::Author> author(domain::CitizenId citizen, const std::string& channel) override { return inner_.author(citizen, channel); }

 private:
  IntakeRecords& inner_;
  Vault& vault_;
  const Channels& channels_;
};

class SealingDeliveries final : public DeliveryRecords {
 public:
  SealingDeliveries(DeliveryRecords& inner, Vault& vault, const Channels& channels) : inner_(inner), vault_(vault), channels_(channels) {}

  std::vector<domain::Delivery> due(domain::Instant now, std::size_t limit) override { return inner_.due(now, limit); }
  std::optional<domain::Delivery> find(domain::DeliveryId id) override { return inner_.find(id); }
  std::optional<domain::Delivery> by_sent_id(const std::string& channel, const std::string& sent_id) override {
    return inner_.by_sent_id(channel, channels_.contains(channel) ? pseudonym_of_message(vault_, channel, sent_id) : sent_id);
  }
  bool carries(const std::string& channel, domain::FileId file) override { return inner_.carries(channel, file); }
  std::vector<domain::Delivery> of_ticket(domain::TicketId ticket) override { return inner_.of_ticket(ticket); }

 private:
  DeliveryRecords& inner_;
  Vault& vault_;
  const Channels& channels_;
};

class SealingPlugins final : public PluginRecords {
 public:
  SealingPlugins(PluginRecords& inner, Vault& vault, SealedRecords& sealed) : inner_(inner), vault_(vault), sealed_(sealed) {}

  /// What no key opens is as never saved.
  std::vector<PluginState> states(const std::string& plugin) override {
    std::vector<PluginState> opened;
    for (PluginState& state : inner_.states(plugin))
      if (auto value = opened_value(vault_, state)) opened.push_back({state.plugin, state.key, std::move(*value), state.is_secret});
    return opened;
  }
  std::vector<DeadLetter> dead_letters(const DeadLetterQuery& query) override { return inner_.dead_letters(query); }
  std::optional<DeadLetter> dead_letter(domain::DeadLetterId id) override {
    auto letter = inner_.dead_letter(id);
    if (letter && domain::is_pseudonym(letter->digest)) open_dead_letter(*letter, sealed_);
    return letter;
  }
  std::int64_t waiting_dead_letters(const std::string& plugin) override { return inner_.waiting_dead_letters(plugin); }

 private:
  PluginRecords& inner_;
  Vault& vault_;
  SealedRecords& sealed_;
};

class OpeningRecords final : public SealedRecords {
 public:
  OpeningRecords(SealedRecords& inner, Vault& vault) : inner_(inner), vault_(vault) {}

  std::vector<SealedEntry> entries(domain::SealedKind kind, std::span<const std::int64_t> subjects) override {
    std::vector<SealedEntry> opened;
    for (SealedEntry& entry : inner_.entries(kind, subjects))
      if (auto bytes = vault_.open({entry.key_id, entry.bytes}, place_of(kind, entry.subject)))
        opened.push_back({kind, entry.subject, entry.key_id, std::move(*bytes)});
    return opened;
  }
  std::vector<domain::SealedRead> reads(domain::TicketId ticket) override { return inner_.reads(ticket); }

 private:
  SealedRecords& inner_;
  Vault& vault_;
};

/// What updates are merged into comes opened, since merging compares values; lists come as they are stored.
class SealingCalls final : public CallRecords {
 public:
  SealingCalls(Transaction& outer, CallRecords& inner, Vault& vault, const Channels& channels)
      : outer_(outer), inner_(inner), vault_(vault), channels_(channels) {}

  std::optional<domain::CallSession> find(domain::CallId id) override { return inner_.find(id); }
  std::vector<domain::CallSession> by_call_ids(const std::string& channel, std::span<const std::string> call_ids) override {
    return opened(channel, inner_.by_call_ids(channel, call_ids));
  }
  std::vector<std::string> archived(const std::string& channel, std::span<const std::string> call_ids) override {
    return inner_.archived(channel, call_ids);
  }
  std::vector<domain::CallSession> owed_to(const std::string& channel, std::span<const std::string> numbers) override {
    if (!channels_.contains(channel)) return inner_.owed_to(channel, numbers);
    return opened(channel, inner_.owed_to(channel, Translation(vault_, pseudonym_of_author, channel, numbers).stored()));
  }
  std::vector<domain::CallSession> live(const std::string& channel, std::size_t limit) override { return inner_.live(channel, limit); }
  std::vector<CallRow> list(const CallQuery& query) override { return inner_.list(query); }
  std::vector<domain::CallSession> of_caller(const std::string& channel, const std::string& number, domain::Instant since,
                                             std::size_t limit) override {
    return inner_.of_caller(channel, number, since, limit);
  }
  std::optional<domain::CallDismissal> dismissal(domain::CallId call) override { return inner_.dismissal(call); }

 private:
  std::vector<domain::CallSession> opened(const std::string& channel, std::vector<domain::CallSession> calls) {
    if (channels_.contains(channel)) open(outer_, calls);
    return calls;
  }

  Transaction& outer_;
  CallRecords& inner_;
  Vault& vault_;
  const Channels& channels_;
};

class SealingTransaction final : public Transaction {
 public:
  SealingTransaction(Transaction& inner, Vault& vault, const Channels& channels)
      : inner_(inner),
        sealer_(vault, channels, inner),
        intake_(inner.intake(), vault, channels),
        deliveries_(inner.deliveries(), vault, channels),
        calls_(*this, inner.calls(), vault, channels),
        sealed_(inner.sealed(), vault),
        plugins_(inner.plugins(), vault, sealed_) {}

  IntakeRecords& intake() override { return intake_; }
  TicketRecords& tickets() override { return inner_.tickets(); }
  TriageRecords& triage() override { return inner_.triage(); }
  DeliveryRecords& deliveries() override { return deliveries_; }
  CallRecords& calls() override { return calls_; }
  PluginRecords& plugins() override { return plugins_; }
  SealedRecords& sealed() override { return sealed_; }
  PeopleRecords& people() override { return inner_.people(); }
  PersonalRecords& personal() override { return inner_.personal(); }
  AdministrationRecords& administration() override { return inner_.administration(); }
  ProofRecords& proofs() override { return inner_.proofs(); }
  DeskRecords& desk() override { return inner_.desk(); }
  FileRecords& files() override { return inner_.files(); }
  SearchRecords& search() override { return inner_.search(); }
  StoredCounts stored_counts() override { return inner_.stored_counts(); }
  void write(const Changes& changes) override {
    if (sealer_.concerns(changes))
      inner_.write(sealer_.sealed(changes));
    else
      inner_.write(changes);
  }

 private:
  Transaction& inner_;
  ChangeSealer sealer_;
  SealingIntake intake_;
  SealingDeliveries deliveries_;
  SealingCalls calls_;
  OpeningRecords sealed_;
  SealingPlugins plugins_;
};

Channels sealed_channels(Settings& settings) {
  Channels channels;
  const auto instance = settings.current();
  for (const domain::PluginSettings& channel : instance->channels)
    if (channel.is_sealed()) channels.insert(channel.id);
  return channels;
}

}  // namespace

void SealingStore::write(const std::function<void(Transaction&)>& work) {
  const Channels channels = sealed_channels(settings_);
  inner_.write([&](Transaction& transaction) {
    SealingTransaction sealing(transaction, vault_, channels);
    work(sealing);
  });
}

void SealingStore::read(const std::function<void(Transaction&)>& work) {
  const Channels channels = sealed_channels(settings_);
  inner_.read([&](Transaction& transaction) {
    SealingTransaction sealing(transaction, vault_, channels);
    work(sealing);
  });
}

}  // namespace seva::actions
