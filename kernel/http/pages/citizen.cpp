#include "http/pages/citizen.hpp"
#include "actions/read_tickets.hpp"
#include "domain/docket.hpp"
#include "domain/month.hpp"
#include "domain/spoken_time.hpp"
#include "http/encoding.hpp"
#include "http/gate.hpp"
#include "http/guess_limit.hpp"
#include "http/pages/clock_words.hpp"
#include "http/pages/page.hpp"
#include "http/pages/qr.hpp"
#include "http/problems.hpp"
#include "http/routes/routes.hpp"

namespace seva::http {
namespace {

using Stage = actions::TrackingStage;

std::string unit_name(const Call& call, const std::string& code) {
  const domain::Unit* unit = call.instance->units.find(code);
  if (unit == nullptr) return code;
  std::string name = unit->name.in(call.language);
  const domain::Unit* above = call.instance->units.find(unit->parent);
  if (unit->kind == "station" && above != nullptr) name += ", " + above->name.in(call.language);
  return name;
}

std::string_view word_of(Stage::Kind kind) {
  switch (kind) {
    case Stage::Kind::received: return "stage.received";
    case Stage::Kind::assigned: return "stage.assigned";
    case Stage::Kind::asked: return "stage.asked";
    case Stage::Kind::answered: return "stage.answered";
    case Stage::Kind::in_process: return "stage.in_process";
    case Stage::Kind::closed: return "stage.closed";
    case Stage::Kind::reopened: return "stage.reopened";
    case Stage::Kind::verified: return "stage.verified";
  }
  return "stage.received";
}

/// The stages that are over, the one that is now, and the disposal that is to come.
PageData stages_of(const Call& call, const actions::Tracking& tracking) {
  const Words& words = words_of(call);
  const std::string& zone = call.instance->time_zone;
  PageData rows(PageData::type::list);
  for (std::size_t place = 0; place < tracking.stages.size(); ++place) {
    const Stage& stage = tracking.stages[place];
    const bool is_now = place + 1 == tracking.stages.size() && tracking.status != domain::Status::closed && tracking.status != domain::Status::open;
    PageData row;
    row.set("text", words.filled(word_of(stage.kind), {unit_name(call, stage.unit)}));
    row.set("time", domain::spoken_time(stage.at, zone, call.language));
    row.set("kind", is_now ? std::string(domain::name_of(tracking.status)) : "closed");
    row.set("is_now", is_now);
    rows.push_back(row);
  }
  if (tracking.status == domain::Status::closed) return rows;
  PageData row;
  row.set("text", words("stage.to_come"));
  row.set("time", tracking.due ? words.filled("until", {domain::spoken_time(*tracking.due, zone, call.language)}) : std::string{});
  row.set("kind", "to_come");
  rows.push_back(row);
  return rows;
}

PageData tracking_data(const Call& call, const actions::Tracking& tracking) {
  const Words& words = words_of(call);
  const domain::Instant now = call.now();
  PageData data;
  data.set("docket", tracking.docket);
  const std::string name(domain::name_of(tracking.status));
  PageData status = status_data(tracking.status, words);
  status.set("word", words("citizen_status." + name));
  data.set("status", status);
  data.set("headline", words(tracking.merged_into.empty() ? "headline." + name : "headline.merged"));
  if (!tracking.merged_into.empty()) {
    PageData leading;
    leading.set("docket", tracking.merged_into);
    leading.set("address", link_to(call, "/track/" + tracking.merged_into));
    data.set("leading", leading);
  }
  data.set("unit", unit_name(call, tracking.unit));
  data.set("reopened", tracking.is_reopened && tracking.status != domain::Status::closed);
  data.set("verified", tracking.is_verified);
  if (tracking.due) {
    const bool is_over = now > *tracking.due;
    const auto length = is_over ? now - *tracking.due : *tracking.due - now;
    data.set("due", domain::spoken_time(*tracking.due, call.instance->time_zone, call.language));
    data.set("remaining", words.filled(is_over ? "citizen.over" : "citizen.left", {domain::spoken_duration(length, call.language)}));
    data.set("over", is_over);
  }
  data.set("stands", tracking.status == domain::Status::incomplete);
  data.set("stages", stages_of(call, tracking));
  const QrPath code = qr_path(public_origin(call.request, call.services.settings) + "/track/" + tracking.docket);
  data.set("qr", code.path);
  data.set("qr_box", std::to_string(code.width + 4));
  return data;
}

}  // namespace

Response missed(Call& call, const domain::Problem& problem) {
  const Words& words = words_of(call);
  PageData data;
  data.set("docket", call.part("docket").substr(0, 40));
  if (problem.kind == domain::ProblemKind::gone) {
    const auto month = domain::month_from(problem.where);
    data.set("what", words.filled("archived.what", {month ? domain::spoken_month(*month, call.language) : problem.where}));
    return page(call, "archived", words("archived.title"), data, 410);
  }
  data.set("prefix", call.instance->docket_prefix);
  data.set("is_typo", problem.kind == domain::ProblemKind::invalid);
  data.set("what", words(problem.kind == domain::ProblemKind::invalid ? "miss.typo" : "miss.unknown"));
  return page(call, "miss", words("miss.title"), data, 404);
}

Response too_many(Call& call) {
  return error_page(
      call,
      {domain::ProblemKind::too_many, "too_many_guesses", "Too many dockets were tried from your network.", {}, "Wait a minute, then try again."});
}

Response tracking_page(Call& call, const actions::Tracking& tracking, const std::optional<domain::Problem>& problem, int status) {
  PageData data = tracking_data(call, tracking);
  add_citizen_parts(call, tracking, problem, data);
  return page(call, "track", tracking.docket, data, status);
}

namespace {

Response landing(Call& call) {
  PageData data;
  data.set("example", call.instance->docket_prefix + "-");
  return page(call, "landing", words_of(call)("landing.title"), data);
}

Response track_form(Call& call) {
  std::string typed(value_of(call.request.query, "docket"));
  if (typed.find_first_not_of(" \t") == std::string::npos) return redirect_to(link_to(call, "/"));
  if (auto docket = domain::Docket::parse(call.instance->docket_prefix, typed)) typed = docket->text();
  return redirect_to(link_to(call, "/track/" + percent_encoded(typed.substr(0, 64))));
}

Response track(Call& call) {
  auto& guesses = call.services.guesses;
  if (guesses.is_spent(call.request.network, call.now())) return too_many(call);
  const auto tracking = actions::track_docket(call.ports(), call.part("docket"));
  if (!tracking) {
    if (tracking.error().kind != domain::ProblemKind::gone) guesses.count_miss(call.request.network, call.now());
    return missed(call, tracking.error());
  }
  return tracking_page(call, *tracking, {}, 200);
}

}  // namespace

std::vector<Route> citizen_pages() {
  return {{"GET", "/", Access::open, Face::page, landing},
          {"GET", "/track", Access::open, Face::page, track_form},
          {"GET", "/track/{docket}", Access::open, Face::page, track}};
}

}  // namespace seva::http
