#pragma once

namespace seva::machine {

/// To be called before libsodium is used; any number of times, from any thread. Throws where the machine gives no random numbers.
void prepare_sodium();

}  // namespace seva::machine
