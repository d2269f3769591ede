#include "http/live/stream.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace seva::http {
namespace {

std::string resync_text(std::string_view reason) { return written_event("resync", "{\"reason\":\"" + std::string(reason) + "\"}"); }

}  // namespace

LiveStream::LiveStream(int descriptor, domain::UserId user, std::string token_hash, std::shared_ptr<const Rights> rights, Time now)
    : beats_at(now), descriptor_(descriptor), user_(user), token_hash_(std::move(token_hash)), rights_(std::move(rights)), moved_at_(now) {}

LiveStream::~LiveStream() { ::close(descriptor_); }

void LiveStream::greet(const EventLog& log, std::string_view last_event_id, std::string_view hello_json) {
  const EventLog::Start start = log.start_after(last_event_id, *rights_);
  next_ = start.next;
  out_ = "retry: 3000\n\n";
  // Who comes for the first time learns where the stream begins: a restart before the first event would go unnoticed else.
  if (last_event_id.empty()) {
    named_ = next_ - 1;
    out_ += "id: " + log.id_of(named_, *rights_) + '\n';
  }
  out_ += written_event("hello", hello_json);
  if (start.resync) resync(log, *start.resync);
}

void LiveStream::resync(const EventLog& log, std::string_view reason) {
  next_ = log.next();
  named_ = next_ - 1;
  out_ += "id: " + log.id_of(named_, *rights_) + '\n' + resync_text(reason);
}

void LiveStream::beat(const EventLog& log) {
  // An id without data makes no event, but keeps who hears only of others' affairs from coming back to a gap.
  if (next_ > 0 && named_ != next_ - 1) {
    named_ = next_ - 1;
    out_ += "id: " + log.id_of(named_, *rights_) + '\n';
  }
  out_ += ": beat\n\n";
}

void LiveStream::say_signed_out() {
  // Cut through nothing: half an event and then this would be read as one.
  if (!out_.empty()) return;
  const std::string text = written_event("signed_out", "{}");
  (void)send(descriptor_, text.data(), text.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
}

void LiveStream::fill(const EventLog& log) {
  if (!log.reaches_back_to(next_)) resync(log, "gap");
  while (next_ < log.next() && out_.size() < kMostBytesHeld) {
    const LiveEvent& event = log.at(next_++);
    const std::string_view text = event.text_for(*rights_);
    if (text.empty()) continue;
    if (event.is_replayable) {
      named_ = event.number;
      out_ += "id: " + log.id_of(named_, *rights_) + '\n';
    }
    out_ += text;
  }
}

bool LiveStream::drain() {
  std::array<char, 1024> nothing;
  for (;;) {
    const ssize_t size = recv(descriptor_, nothing.data(), nothing.size(), MSG_DONTWAIT);
    if (size == 0) return false;
    if (size < 0) return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
  }
}

bool LiveStream::flush(Time now) {
  while (sent_ < out_.size()) {
    const ssize_t taken = send(descriptor_, out_.data() + sent_, out_.size() - sent_, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (taken < 0 && errno == EINTR) continue;
    if (taken < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
    sent_ += static_cast<std::size_t>(taken);
    moved_at_ = now;
  }
  out_.clear();
  sent_ = 0;
  return true;
}

bool LiveStream::go_on(const EventLog& log, Time now) {
  if (out_.empty()) moved_at_ = now;
  for (;;) {
    if (!flush(now)) return false;
    if (!out_.empty() || is_suspended || next_ >= log.next()) return true;
    fill(log);
    if (out_.empty() && next_ >= log.next()) return true;
  }
}

}  // namespace seva::http
