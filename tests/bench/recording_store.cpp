#include "bench/recording_store.hpp"

#include "actions/transaction_layer.hpp"

namespace seva::bench {
namespace {

class RecordingTransaction final : public actions::TransactionLayer {
 public:
  RecordingTransaction(actions::Transaction& inner, actions::Changes& written) : TransactionLayer(inner), written_(written) {}
  void write(const actions::Changes& changes) override {
    inner_.write(changes);
    written_ = changes;
  }

 private:
  actions::Changes& written_;
};

}  // namespace

void RecordingStore::write(const std::function<void(actions::Transaction&)>& work) {
  actions::Changes changes;
  inner_.write([&](actions::Transaction& transaction) {
    changes = {};
    RecordingTransaction recording(transaction, changes);
    work(recording);
  });
  written.push_back(std::move(changes));
}

}  // namespace seva::bench
