#pragma once

#include "actions/turn.hpp"

namespace seva::hosting {

/// Adds what a later turn of the same channel brought, so that both commit in one transaction.
void merge(actions::Turn& into, actions::Turn& later);

}  // namespace seva::hosting
