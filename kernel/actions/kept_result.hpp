#pragma once

#include <optional>
#include <type_traits>

#include "actions/store.hpp"

namespace seva::actions {

/// Runs the work in one transaction and answers with what its last run came to; it may be run several times (Store::write).
template <class Work>
[[nodiscard]] auto result_of_writing(Store& store, const Work& work) {
  std::optional<std::invoke_result_t<const Work&, Transaction&>> result;
  store.write([&](Transaction& transaction) { result.emplace(work(transaction)); });
  return std::move(*result);
}

/// The same for work that writes nothing.
template <class Work>
[[nodiscard]] auto result_of_reading(Store& store, const Work& work) {
  std::optional<std::invoke_result_t<const Work&, Transaction&>> result;
  store.read([&](Transaction& transaction) { result.emplace(work(transaction)); });
  return std::move(*result);
}

}  // namespace seva::actions
