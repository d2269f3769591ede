#include "actions/announcing_store.hpp"

#include "actions/assess_again.hpp"
#include "actions/decide_triage.hpp"
#include "actions/work_ticket.hpp"
#include "actions/world.hpp"

namespace seva::actions {
namespace {

using domain::EventKind;
using domain::Role;

class RecordingAnnouncements final : public Announcements {
 public:
  void announce(const News& news) noexcept override { heard.push_back(news); }
  std::vector<News> heard;
};

/// Throws the first run of each work away, as a database does after a conflict, or never commits.
class RepeatingStore final : public Store {
 public:
  explicit RepeatingStore(Store& inner) : inner_(inner) {}
  void write(const std::function<void(Transaction&)>& work) override {
    try {
      inner_.write([&](Transaction& transaction) {
        work(transaction);
        throw Discarded{};
      });
    } catch (const Discarded&) {
    }
    if (fails) throw std::runtime_error("the database is gone");
    inner_.write(work);
  }
  void read(const std::function<void(Transaction&)>& work) override { inner_.read(work); }
  std::int64_t highest_id() override { return inner_.highest_id(); }
  bool fails = false;

 private:
  struct Discarded {};
  Store& inner_;
};

class Announcing : public testing::Test, public World {
 protected:
  Announcing() {
    departments.bias["blue"] = 0;
    const auto added = add_user(live, hashes, {"meera", "Inspector Meera Singh", "a long enough one", "hi", {{Role::supervisor, "HQ"}}});
    EXPECT_TRUE(added);
    meera = {added->id, added->login, added->name, {{Role::supervisor, "HQ"}, {Role::triage, "HQ"}}};
    announcements.heard.clear();
  }
  Counts receive(std::vector<domain::Message> messages) {
    Turn turn;
    turn.channel = "x";
    turn.messages = std::move(messages);
    return ReceiveMessages(live).commit(turn);
  }
  /// What the one committed transaction told.
  News last() {
    EXPECT_FALSE(announcements.heard.empty());
    return announcements.heard.empty() ? News{} : announcements.heard.back();
  }

  RecordingAnnouncements announcements;
  RepeatingStore repeating{*store};
  AnnouncingStore announcing{repeating, announcements};
  Ports live{announcing, clock, identities, settings, departments, plugins, *search};
  domain::Principal meera;
};

TEST_F(Announcing, a_new_ticket_is_told_once_though_the_work_ran_twice) {
  receive({post("1", "grievance D1")});
  ASSERT_EQ(announcements.heard.size(), 1U);
  ASSERT_EQ(last().tickets.size(), 1U);
  const TicketNews news = last().tickets.front();
  const domain::Ticket stored = tickets().front();
  EXPECT_EQ(news.docket, stored.docket) << "the values of the run that was committed";
  EXPECT_EQ(news.version, stored.version);
  EXPECT_EQ(news.unit, "D1");
  EXPECT_EQ(news.unit_before, "");
  EXPECT_EQ(news.by, "");
}

TEST_F(Announcing, an_act_is_told_with_the_login_of_whoever_did_it) {
  receive({post("1", "grievance D1")});
  ASSERT_TRUE(forward_ticket(live, meera, {tickets().front().docket, std::nullopt}, "D2", "Their area."));
  const TicketNews news = last().tickets.at(0);
  EXPECT_EQ(news.unit_before, "D1");
  EXPECT_EQ(news.unit, "D2");
  EXPECT_EQ(news.kind, EventKind::transferred);
  EXPECT_EQ(news.by, "meera");
  EXPECT_EQ(news.version, tickets().front().version);
}

TEST_F(Announcing, what_was_not_committed_is_told_to_nobody) {
  repeating.fails = true;
  EXPECT_THROW(receive({post("1", "grievance D1")}), std::runtime_error);
  EXPECT_TRUE(announcements.heard.empty());
  repeating.fails = false;
  receive({post("1", "grievance D1")});
  EXPECT_EQ(announcements.heard.size(), 1U);
}

TEST_F(Announcing, a_transaction_that_changes_nothing_that_is_looked_at_is_silent) {
  announcing.write([](Transaction&) {});
  announcing.write([&](Transaction& transaction) { transaction.personal().set_preferences(meera.user, {"hi", "", {}, ""}); });
  EXPECT_TRUE(announcements.heard.empty());
}

TEST_F(Announcing, a_question_comes_and_is_decided) {
  receive({post("1", "grievance unsure D1")});
  ASSERT_EQ(last().triage.size(), 1U);
  const TriageNews asked = last().triage.front();
  EXPECT_EQ(asked.state, TriageNews::State::waiting);
  EXPECT_EQ(asked.unit, waiting().front().unit);
  TriageDecision decision;
  decision.is_dismissed = true;
  decision.relevance = domain::Relevance::chatter;
  decision.reason = "Nobody has to act.";
  ASSERT_TRUE(decide_triage(live, meera, asked.id, decision));
  ASSERT_EQ(last().triage.size(), 1U);
  EXPECT_EQ(last().triage.front().id, asked.id);
  EXPECT_EQ(last().triage.front().state, TriageNews::State::decided);
  EXPECT_EQ(last().triage.front().by, "meera");
}

TEST_F(Announcing, a_question_that_the_machine_answers_later_is_withdrawn) {
  departments.on = {"green"};
  receive({post("1", "grievance D1")});
  ASSERT_EQ(last().triage.size(), 1U);
  departments.on = {"blue", "green"};
  EXPECT_EQ(AssessAgain(live).run(), 1U);
  EXPECT_EQ(last().triage.at(0).state, TriageNews::State::withdrawn);
  EXPECT_EQ(last().triage.at(0).by, "");
  EXPECT_EQ(last().tickets.size(), 1U);
}

TEST_F(Announcing, calls_and_dead_letters_are_told) {
  settings.instance.accounts.push_back({"x", "queue112", false, "D1", "blue", domain::AccountMode::live, false});
  settings.instance.index_accounts();
  Turn turn;
  turn.channel = "x";
  domain::CallUpdate update;
  update.call_id = "c1";
  update.sequence = 1;
  update.state = domain::CallState::offered;
  update.at = clock.time;
  update.to = "queue112";
  update.agent = "meera";
  domain::CallUpdate other = update;
  other.call_id = "c2";
  other.agent = "SIP/101";
  turn.calls = {update, other};
  ReceiveMessages(live).commit(turn);
  ASSERT_EQ(last().calls.size(), 2U);
  EXPECT_EQ(last().calls.front().state, domain::CallState::offered);
  EXPECT_EQ(last().calls.front().unit, "D1");
  EXPECT_EQ(last().calls.front().agent, "meera");
  EXPECT_EQ(last().calls.back().agent, "") << "an extension that nobody has";
  ASSERT_TRUE(set_extension(live, "meera", "SIP/101"));
  other.sequence = 2;
  turn.calls = {other};
  ReceiveMessages(live).commit(turn);
  EXPECT_EQ(last().calls.front().agent, "meera") << "the call rings where the officer sits";
  Changes changes;
  changes.dead_letters.push_back({{5}, "x", "digest", "stream", "unreadable", "bytes", 5, clock.time});
  announcing.write([&](Transaction& transaction) { transaction.write(changes); });
  ASSERT_EQ(last().dead_letters.size(), 1U);
  EXPECT_EQ(last().dead_letters.front().plugin, "x");
}

TEST_F(Announcing, whoever_may_be_signed_out_or_have_other_roles_is_told) {
  SignIn sign_in(live, hashes);
  const auto signed_in = sign_in.sign_in("meera", "a long enough one", "127.0.0.1");
  ASSERT_TRUE(signed_in);
  EXPECT_TRUE(announcements.heard.empty()) << "a sign-in ends nothing";
  sign_in.sign_out(signed_in->token);
  EXPECT_EQ(last().people.token_hashes, std::vector{signed_in->session.token_hash});
  ASSERT_TRUE(disable_user(live, "meera", true));
  ASSERT_FALSE(last().people.users.empty());
  EXPECT_EQ(last().people.users.front(), meera.user);
}

}  // namespace
}  // namespace seva::actions
