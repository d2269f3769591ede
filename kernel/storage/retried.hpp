#pragma once

#include "actions/failpoint.hpp"
#include "actions/store.hpp"
#include "storage/repository_session.hpp"
#include "storage/retry.hpp"

namespace seva::storage {

/// Runs the work, which takes the RepositorySession, in a transaction that may write, and again where store.hpp says so.
template <class Work>
void run_writing(ConnectionPool& writers, std::chrono::milliseconds patience, const Work& work) {
  Retry retry(patience);
  for (;;) {
    try {
      RepositorySession session(writers, Access::write, patience);
      work(session);
      actions::reach(actions::Failpoint::before_commit);
      session.commit();
      actions::reach(actions::Failpoint::after_commit);
      return;
    } catch (const actions::Outdated&) {
      if (!retry.again_after(Failure::conflict)) throw;
    } catch (const DatabaseError& error) {
      if (!retry.again_after(error.failure())) throw;
    }
  }
}

/// The same for one that reads: again only where the transaction could not even begin.
template <class Work>
void run_reading(ConnectionPool& readers, std::chrono::milliseconds patience, const Work& work) {
  Retry retry(patience);
  for (;;) {
    bool did_begin = false;
    try {
      RepositorySession session(readers, Access::read, patience);
      did_begin = true;
      work(session);
      session.commit();
      return;
    } catch (const DatabaseError& error) {
      if (did_begin || !retry.again_after(error.failure())) throw;
    }
  }
}

}  // namespace seva::storage
