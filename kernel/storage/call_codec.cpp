#include "storage/call_codec.hpp"

#include <boost/json.hpp>
#include <charconv>

#include "storage/database_error.hpp"
#include "storage/json_codec.hpp"
#include "storage/stored_numbers.hpp"

namespace seva::storage {
namespace {

namespace json = boost::json;
using domain::CallFacts;
using domain::CallSession;
using domain::Instant;
using domain::Latest;

json::array written(const Latest<std::string>& known) { return {json::string_view(known.value), known.sequence}; }

json::value written(const std::optional<Instant>& instant) { return instant ? json::value(domain::to_micros(*instant)) : json::value(nullptr); }

Latest<std::string> read_latest(const json::value& value) {
  return {std::string(std::string_view(value.at(0).as_string())), value.at(1).to_number<std::int64_t>()};
}

std::optional<Instant> read_instant(const json::value& value) {
  if (value.is_null()) return std::nullopt;
  return domain::from_micros(value.to_number<std::int64_t>());
}

std::string encoded_facts(const CallFacts& facts) {
  json::array instants;
  for (const auto& instant : facts.first_at) instants.push_back(written(instant));
  const std::string place = encoded(std::optional(facts.location.value));
  json::array location{json::string_view(place), facts.location.sequence};
  return json::serialize(json::array{{static_cast<std::int64_t>(facts.state.value), facts.state.sequence},
                                     facts.number.sequence,
                                     facts.name.sequence,
                                     written(facts.to),
                                     written(facts.agent),
                                     written(facts.reason),
                                     written(facts.recording),
                                     std::move(location),
                                     std::move(instants),
                                     written(facts.last_at),
                                     facts.has_gap});
}

void read_facts(const json::value& value, CallFacts& facts) {
  const std::int64_t state = value.at(0).at(0).as_int64();
  if (state < 1 || state > static_cast<std::int64_t>(kLastCallState)) throw DatabaseError(Failure::broken, 0, "read a stored call");
  facts.state = {static_cast<domain::CallState>(state), value.at(0).at(1).to_number<std::int64_t>()};
  facts.number.sequence = value.at(1).to_number<std::int64_t>();
  facts.name.sequence = value.at(2).to_number<std::int64_t>();
  facts.to = read_latest(value.at(3));
  facts.agent = read_latest(value.at(4));
  facts.reason = read_latest(value.at(5));
  facts.recording = read_latest(value.at(6));
  std::optional<domain::Location> location;
  decode(std::string_view(value.at(7).at(0).as_string()), location);
  facts.location = {location.value_or(domain::Location{}), value.at(7).at(1).to_number<std::int64_t>()};
  for (std::size_t place = 0; place < facts.first_at.size(); ++place) facts.first_at[place] = read_instant(value.at(8).at(place));
  facts.last_at = read_instant(value.at(9));
  facts.has_gap = value.at(10).as_bool();
}

CallFacts decoded_facts(std::string_view text) {
  CallFacts facts;
  try {
    read_facts(json::parse({text.data(), text.size()}), facts);
  } catch (const DatabaseError&) {
    throw;
  } catch (const std::exception&) {
    throw DatabaseError(Failure::broken, 0, "read a stored call");
  }
  return facts;
}

std::int64_t owed_order(const CallSession& call) {
  return call.call_back.owed_since ? domain::to_micros(*call.call_back.owed_since) : domain::to_micros(call.started_at);
}

bool is_live(const CallSession& call) { return domain::is_live(call.facts.state.value); }
bool is_owed(const CallSession& call) { return domain::is_owed(call.call_back.state); }

}  // namespace

void add(RowBatch& batch, const CallSession& call) {
  batch.add(call.id, call.channel, call.call_id, call.unit, call.facts.number.value, call.facts.name.value, batch.keep(encoded_facts(call.facts)),
            call.started_at, call.citizen, call.ticket, call.call_back.state, call.call_back.owed_since, call.call_back.attempts,
            call.call_back.delivery, call.call_back.settled_at, call.is_replay, call.version, is_live(call), is_owed(call), owed_order(call));
}

void add_change(RowBatch& batch, const CallSession& call, std::uint32_t version_before) {
  batch.add(call.channel, call.call_id, call.unit, call.facts.number.value, call.facts.name.value, batch.keep(encoded_facts(call.facts)),
            call.started_at, call.citizen, call.ticket, call.call_back.state, call.call_back.owed_since, call.call_back.attempts,
            call.call_back.delivery, call.call_back.settled_at, call.is_replay, call.version, is_live(call), is_owed(call), owed_order(call), call.id,
            version_before);
}

CallSession read_call(Row& row) {
  CallSession call;
  call.id = row.id<domain::CallId>();
  call.channel = row.text();
  call.call_id = row.text();
  call.unit = row.text();
  std::string number = row.text();
  std::string name = row.text();
  call.facts = decoded_facts(row.view());
  call.facts.number.value = std::move(number);
  call.facts.name.value = std::move(name);
  call.started_at = row.instant();
  call.citizen = row.id<domain::CitizenId>();
  call.ticket = row.id<domain::TicketId>();
  call.call_back.state = row.one_of(kLastCallBackState);
  call.call_back.owed_since = row.maybe_instant();
  call.call_back.attempts = row.count();
  call.call_back.delivery = row.id<domain::DeliveryId>();
  call.call_back.settled_at = row.maybe_instant();
  call.is_replay = row.flag();
  call.version = row.count();
  return call;
}

}  // namespace seva::storage
