#include "hosting/channel_runner.hpp"

/// What a channel's turn asks for beside what is committed.
namespace seva::hosting {
namespace {

constexpr int kMostRequests = 64;  ///< that one instance may have open
constexpr std::size_t kMostStreams = 8;

}  // namespace

void ChannelRunner::carry_out(Action& action, bool is_ending) {
  if (auto* answer = std::get_if<Respond>(&action)) return respond(*answer);
  if (const auto* line = std::get_if<LogLine>(&action)) return write_log(setup_.id, *line);
  if (const auto* report = std::get_if<HealthReport>(&action)) return services_.watch.set_health(setup_.id, *report);
  if (is_ending) return;
  if (auto* request = std::get_if<HttpRequest>(&action)) return begin_request(std::move(*request));
  if (auto* stream = std::get_if<OpenStream>(&action)) return begin_stream(std::move(*stream));
  if (auto* sent = std::get_if<SendStream>(&action)) {
    if (const auto open = streams_.find(sent->tag); open != streams_.end() && open->second.stream) open->second.stream->send(std::move(sent->data));
    return;
  }
  if (const auto* ended = std::get_if<CloseStream>(&action)) return end_stream(ended->tag);
  const auto* timer = std::get_if<SetTimer>(&action);
  if (timer == nullptr) return;
  if (timer->after.count() < 0)
    timers_.cancel(timer->tag);
  else
    timers_.set(timer->tag, services_.clock.now() + timer->after);
}

void ChannelRunner::begin_request(HttpRequest request) {
  services_.watch.note(setup_.id, PluginCount::request);
  const auto answered = [queue = queue_, tag = request.tag, instance = instance_, &watch = services_.watch, id = setup_.id](HttpAnswer answer) {
    if (is_egress_refusal(answer.error)) watch.note(id, PluginCount::refused_request);
    queue->push(pending_answer(tag, instance, std::move(answer)));
  };
  if (++open_requests_ > kMostRequests) return answered({0, {}, {}, "too_many", false});
  if (!request.body_from.empty()) {
    const auto bytes = services_.attachments ? services_.attachments(setup_.id, request.body_from) : std::nullopt;
    if (!bytes) return answered({0, {}, {}, "no_attachment", false});
    request.body += *bytes + request.body_end;
    request.body_from.clear();
  }
  services_.broker.request(setup_.allowed_hosts, std::move(request), answered);
}

/// The same tag again: the new stream takes the old one's place.
void ChannelRunner::begin_stream(OpenStream stream) {
  end_stream(stream.tag);
  const std::string tag = stream.tag;
  services_.watch.note(setup_.id, PluginCount::request);
  auto intake = std::make_shared<StreamIntake>(queue_, tag, instance_,
                                               [&watch = services_.watch, id = setup_.id] { watch.note(id, PluginCount::refused_request); });
  if (streams_.size() >= kMostStreams) return intake->closed("too_many");
  OpenedStream& opened = streams_[tag];
  opened.intake = intake;
  opened.stream = services_.broker.open(setup_.allowed_hosts, std::move(stream), std::move(intake));
}

void ChannelRunner::end_stream(const std::string& tag) {
  const auto open = streams_.find(tag);
  if (open == streams_.end()) return;
  open->second.intake->forget();
  streams_.erase(open);
}

void ChannelRunner::keep_open(const std::string& tag, std::unique_ptr<PendingResponse> response) {
  forget_abandoned();
  open_responses_.insert_or_assign(tag, std::move(response));
}

void ChannelRunner::forget_abandoned() {
  std::erase_if(open_responses_, [](const auto& open) { return open.second->is_abandoned(); });
}

bool ChannelRunner::has_open_responses() {
  forget_abandoned();
  return !open_responses_.empty();
}

void ChannelRunner::respond(Respond& respond) {
  const auto open = open_responses_.find(respond.tag);
  if (open == open_responses_.end()) return;
  open->second->answer({respond.status, std::move(respond.headers), std::move(respond.body)});
  open_responses_.erase(open);
}

}  // namespace seva::hosting
