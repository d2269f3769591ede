#include "machine/repeating_job.hpp"

#include <sys/resource.h>
#include <unistd.h>

namespace seva::machine {

RepeatingJob::RepeatingJob(Job job, std::chrono::milliseconds pause, Failed failed, Urgency urgency)
    : job_(std::move(job)), pause_(pause), failed_(std::move(failed)), urgency_(urgency), thread_([this] { run(); }) {}

RepeatingJob::~RepeatingJob() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

bool RepeatingJob::run_once() {
  try {
    return job_();
  } catch (const std::exception& error) {
    failed_(error);
    return false;
  }
}

void RepeatingJob::run() {
  constexpr int kNicest = 19;
  if (urgency_ == Urgency::idle) ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNicest);
  std::unique_lock lock(mutex_);
  while (!is_ending_) {
    lock.unlock();
    const bool has_more = run_once();
    lock.lock();
    if (!has_more) changed_.wait_for(lock, pause_, [this] { return is_ending_; });
  }
}

}  // namespace seva::machine
