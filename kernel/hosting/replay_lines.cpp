#include "hosting/replay_lines.hpp"

#include <algorithm>
#include <stdexcept>

#include "hosting/limits.hpp"
#include "hosting/merge.hpp"

namespace seva::hosting {

void LinePayload::add(std::int64_t number, std::string_view line) {
  lines_.push_back({bytes_.size(), number});
  bytes_ += line;
  bytes_ += *end_;
}

bool LinePayload::has_room_for(std::string_view line) const {
  return lines_.empty() || (lines_.size() < kPartsTogether && bytes_.size() + line.size() < kPartsTogetherBytes);
}

std::int64_t LinePayload::line_at(std::size_t offset) const {
  const auto after = std::upper_bound(lines_.begin(), lines_.end(), offset, [](std::size_t at, const Start& line) { return at < line.offset; });
  return after == lines_.begin() ? 0 : std::prev(after)->number;
}

std::vector<LinePayload> LinePayload::single_lines() const {
  std::vector<LinePayload> singles;
  for (std::size_t place = 0; place < lines_.size(); ++place) {
    const std::size_t end = place + 1 < lines_.size() ? lines_[place + 1].offset : bytes_.size();
    const std::size_t size = end - lines_[place].offset - end_->size();
    singles.emplace_back(*end_).add(lines_[place].number, std::string_view(bytes_).substr(lines_[place].offset, size));
  }
  return singles;
}

LineHandler::LineHandler(const ChannelSetup& setup, Stamps& stamps, const ReplayOptions& options)
    : setup_(setup), stamps_(stamps), options_(options), ends_from_outside_(setup.crash_limit) {
  start();
}

void LineHandler::start() {
  conversation_.reset();
  while (const auto problem = try_start()) {
    if (problem->code != kKilledFromOutside) throw std::runtime_error(sentence_of(*problem));
    note_end_from_outside(*problem);
  }
}

std::optional<domain::Problem> LineHandler::try_start() {
  auto opened = setup_.process->open();
  if (!opened) return opened.error();
  const auto effects = (*opened)->send(start_event(stamps_.next(), setup_.material, {}, {}, false), setup_.material.payload);
  if (!effects) return effects.error();
  if (const auto read = reader_.read(setup_.id, *effects, setup_.material.payload.size()); !read) return read.error();
  conversation_ = std::move(*opened);
  return std::nullopt;
}

void LineHandler::note_end_from_outside(const domain::Problem& problem) {
  if (ends_from_outside_.note_crash(std::chrono::steady_clock::now())) throw std::runtime_error(sentence_of(problem));
}

domain::Result<ChannelEffects> LineHandler::hand_over(const LinePayload& payload) {
  while (true) {
    const auto effects = conversation_->send(stream_data_event(stamps_.next(), "replay"), payload.bytes());
    if (effects) return reader_.read(setup_.id, *effects, payload.bytes().size());
    if (effects.error().code != kKilledFromOutside) return effects.error();
    note_end_from_outside(effects.error());
    start();
  }
}

ReadLines LineHandler::read(const LinePayload& payload) {
  auto effects = hand_over(payload);
  if (effects && effects->accounted() == payload.size()) return result_of(std::move(*effects), payload);
  start();
  ReadLines all;
  for (const LinePayload& line : payload.single_lines()) {
    ReadLines one = read_single(line);
    merge(all.turn, one.turn);
    std::move(one.unreadable.begin(), one.unreadable.end(), std::back_inserter(all.unreadable));
  }
  return all;
}

ReadLines LineHandler::read_single(const LinePayload& line) {
  auto effects = hand_over(line);
  if (!effects) {
    start();
    effects = hand_over(line);
  }
  if (effects && effects->accounted() > 0) return result_of(std::move(*effects), line);
  if (!effects) start();
  SetAside aside;
  aside.add(std::string_view(line.bytes()).substr(0, line.bytes().size() - setup_.line_end.size()));
  return set_line_aside(line.line_at(0), std::move(aside), effects ? "unaccounted" : "plugin_failed");
}

ReadLines LineHandler::result_of(ChannelEffects effects, const LinePayload& payload) const {
  ReadLines result;
  for (const Action& action : effects.actions)
    if (const auto* line = std::get_if<LogLine>(&action)) write_log(setup_.id, *line);
  result.turn = std::move(effects.turn);
  result.turn.saves.clear();
  result.turn.receipts.clear();
  for (UnreadablePart& part : effects.unreadable) {
    const std::int64_t line = payload.line_at(part.offset);
    result.unreadable.push_back({line, part.reason});
    result.turn.unreadable.push_back(
        set_aside(std::string_view(payload.bytes()).substr(part.offset, part.size), origin_of(line), std::move(part.reason)));
  }
  return result;
}

ReadLines LineHandler::set_line_aside(std::int64_t number, SetAside line, const std::string& reason) const {
  ReadLines result;
  result.unreadable.push_back({number, reason});
  result.turn.unreadable.push_back(line.finish(origin_of(number), reason));
  return result;
}

std::string LineHandler::origin_of(std::int64_t line) const { return options_.name + ":" + std::to_string(line); }

}  // namespace seva::hosting
