// What is durable though nobody heard of it is found by those who run again: it is neither done twice nor said to have failed.
#include "actions/ready_replies.hpp"
#include "actions/saved_views.hpp"
#include "actions/sign_in.hpp"
#include "deaf_store.hpp"
#include "world.hpp"

namespace seva::actions {
namespace {

using domain::Role;

class RunAgain : public testing::Test, public World {
 protected:
  DeafStore deaf{*store};
  Ports deaf_ports{deaf, clock, identities, settings, departments, plugins, *search};
  const domain::Principal supervisor = person(Role::supervisor, "D1");
};

TEST_F(RunAgain, gives_the_first_administrator_their_password) {
  const auto password = add_first_administrator(deaf_ports, hashes);
  ASSERT_TRUE(password);
  SignIn sign_in(deaf_ports, hashes);
  EXPECT_TRUE(sign_in.sign_in("administrator", *password, "10.0.0.1"));
  EXPECT_FALSE(add_first_administrator(deaf_ports, hashes));
}

TEST_F(RunAgain, adds_a_user_once_and_signs_them_in) {
  const auto added = add_user(deaf_ports, hashes, {"meera", "Inspector Meera Singh", "a long enough one", "hi", {{Role::officer, "D1"}}});
  ASSERT_TRUE(added);
  EXPECT_EQ(add_user(deaf_ports, hashes, {"meera", "Other", "a long enough one", "hi", {}}).error().code, "login_taken");
  SignIn sign_in(deaf_ports, hashes);
  const auto signed_in = sign_in.sign_in("meera", "a long enough one", "10.0.0.1");
  ASSERT_TRUE(signed_in);
  EXPECT_TRUE(sign_in.identify(signed_in->token));
}

TEST_F(RunAgain, saves_a_list_and_a_ready_reply_once) {
  SavedView view;
  view.name = "Mine";
  ASSERT_TRUE(save_view(deaf_ports, supervisor, view));
  EXPECT_EQ(list_views(deaf_ports, supervisor).size(), 1U);
  ReadyReply reply;
  reply.title_en = reply.title_hi = "Title";
  reply.text_en = reply.text_hi = "Text";
  const auto before = list_replies(deaf_ports, supervisor, {}).size();
  ASSERT_TRUE(save_reply(deaf_ports, supervisor, reply));
  EXPECT_EQ(list_replies(deaf_ports, supervisor, {}).size(), before + 1);
}

}  // namespace
}  // namespace seva::actions
