#include "actions/rehearsing_store.hpp"

#include "actions/transaction_layer.hpp"

namespace seva::actions {
namespace {

class RehearsingTransaction final : public TransactionLayer {
 public:
  using TransactionLayer::TransactionLayer;
  void write(const Changes&) override {}
};

}  // namespace

void RehearsingStore::write(const std::function<void(Transaction&)>& work) {
  inner_.read([&](Transaction& transaction) {
    RehearsingTransaction rehearsing(transaction);
    work(rehearsing);
  });
}

}  // namespace seva::actions
