#pragma once

#include <gmock/gmock.h>

#include <set>

#include "actions/deliver_replies.hpp"
#include "actions/read_calls.hpp"
#include "actions/take_call.hpp"
#include "actions/world.hpp"

namespace seva::actions {

using domain::CallBackState;
using domain::CallSession;
using domain::CallState;
using domain::CallUpdate;
using domain::Priority;
using domain::Role;
using std::chrono::seconds;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;

constexpr const char* kNumber = "01000043210";

/// The catalogue's channel makes calls.
class CallingPlugins final : public PluginCatalogue {
 public:
  std::vector<PluginFacts> plugins() override { return {*plugin("x")}; }
  std::optional<PluginFacts> plugin(const std::string& id) override {
    PluginFacts facts;
    facts.id = id;
    facts.kind = "channel";
    facts.can_call_back = can_call_back;
    return facts;
  }
  std::optional<domain::Text> text(const std::string&, const std::string&) override { return std::nullopt; }
  bool can_call_back = true;
};

class RecordingCourier final : public Courier {
 public:
  bool deliver(const domain::Delivery& delivery, bool is_retry) override {
    delivered.push_back({delivery, is_retry});
    return true;
  }
  std::vector<std::pair<domain::Delivery, bool>> delivered;
};

class Calls : public testing::Test {
 protected:
  Calls() {
    world.settings.instance.accounts.push_back({"x", "queue112", false, "D1", "blue", domain::AccountMode::live, false});
    world.settings.instance.accounts.push_back({"x", "queueD2", false, "D2", "green", domain::AccountMode::live, false});
    world.settings.instance.index_accounts();
  }

  CallUpdate update(const std::string& id, CallState state, std::int64_t sequence) {
    CallUpdate update;
    update.call_id = id;
    update.sequence = sequence;
    update.state = state;
    update.at = world.clock.time + seconds{sequence};
    update.from = kNumber;
    update.name = "Sunita";
    update.to = "queue112";
    return update;
  }
  Counts take(std::vector<CallUpdate> updates, bool is_replay = false) {
    Turn turn;
    turn.channel = "x";
    turn.calls = std::move(updates);
    turn.is_replay = is_replay;
    return ReceiveMessages(ports).commit(turn);
  }
  std::vector<CallSession> calls(CallQuery::Which which = CallQuery::Which::all) {
    CallQuery query;
    query.which = which;
    query.limit = 200;
    std::vector<CallSession> found;
    for (CallRow& row : list_calls(ports, taker, query)) found.push_back(std::move(row.call));
    return found;
  }
  CallSession only_call() {
    const auto all = calls();
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? CallSession{} : all.front();
  }
  CallForm form(const std::string& text = "grievance D1 my shop") {
    CallForm form;
    form.text = text;
    return form;
  }
  CallSession abandoned(const std::string& id = "c1") {
    take({update(id, CallState::waiting, 1), update(id, CallState::abandoned, 9)});
    return calls().front();
  }
  Counts receipt(domain::DeliveryId delivery, Receipt::State state) { return world.settle({delivery, {}, state, "no_answer", {}}); }

  World world;
  CallingPlugins plugins;
  Ports ports{*world.store, world.clock, world.identities, world.settings, world.departments, plugins, *world.search};
  const domain::Principal taker = World::person(Role::call_taker, "HQ");
};

}  // namespace seva::actions
