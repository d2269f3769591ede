#include "actions/assess_again.hpp"

#include "actions/intake_batch.hpp"
#include "actions/open_sealed.hpp"

namespace seva::actions {
namespace {

constexpr std::size_t kMessagesTogether = 100;

struct Waiting {
  std::vector<domain::TriageItem> items;
  std::vector<domain::Message> messages;  ///< of the items, one each
};

Waiting read_waiting(Transaction& transaction, domain::TriageId after) {
  Waiting waiting;
  for (domain::TriageItem& item : transaction.triage().waiting(domain::Question::department_off, after, kMessagesTogether)) {
    auto message = transaction.tickets().message(item.message);
    if (!message) continue;
    open_whole(transaction, *message);
    waiting.items.push_back(std::move(item));
    waiting.messages.push_back(std::move(*message));
  }
  return waiting;
}

}  // namespace

std::size_t AssessAgain::run() {
  const auto instance = ports_.settings.current();
  Waiting waiting;
  ports_.store.read([&](Transaction& transaction) { waiting = read_waiting(transaction, last_); });
  last_ = waiting.items.size() < kMessagesTogether ? domain::TriageId{} : waiting.items.back().id;
  if (waiting.items.empty()) return 0;
  const Opinions opinions = Opinions::ask(ports_.departments, *instance, waiting.messages);
  std::size_t decided = 0;
  for (std::size_t place = 0; place < waiting.items.size(); ++place) {
    if (choose_department(*instance, opinions, place).kind == Choice::Kind::department_off) continue;
    ports_.store.write([&](Transaction& transaction) {
      const auto item = transaction.triage().find(waiting.items[place].id);
      if (!item || item->decided_at) return;
      IntakeBatch batch(ports_, *instance, transaction, ports_.clock.now(), waiting.messages[place].is_replayed);
      if (batch.take_again(*item, waiting.messages[place], opinions, place)) transaction.write(batch.finish());
    });
    ++decided;
  }
  return decided;
}

}  // namespace seva::actions
