#pragma once

namespace seva::actions {

/// Places where dying, or not hearing an answer, is worst: what is promised outside and what is stored may differ there.
enum class Failpoint {
  before_commit = 1,    ///< of a write: all statements are done, nothing is durable
  after_commit,         ///< of a write: durable, and nobody has heard of it
  after_foreign_answer  ///< another system has done what was asked, and nothing of that is stored
};

/// Called in passing at such a place. Does nothing: the program of the tests has another of this name, which ends the program or loses the answer
/// there. May throw what the database's interface throws.
void reach(Failpoint point);

}  // namespace seva::actions
