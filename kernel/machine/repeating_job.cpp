#include "machine/repeating_job.hpp"

namespace seva::machine {

RepeatingJob::RepeatingJob(Job job, std::chrono::milliseconds pause, Failed failed)
    : job_(std::move(job)), pause_(pause), failed_(std::move(failed)), thread_([this] { run(); }) {}

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
  std::unique_lock lock(mutex_);
  while (!is_ending_) {
    lock.unlock();
    const bool has_more = run_once();
    lock.lock();
    if (!has_more) changed_.wait_for(lock, pause_, [this] { return is_ending_; });
  }
}

}  // namespace seva::machine
