#include "machine/sodium_vault.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <set>

namespace seva::machine {
namespace {

class VaultFile : public ::testing::Test {
 protected:
  VaultFile() {
    std::string pattern = (std::filesystem::temp_directory_path() / "seva-vault-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    file_ = (folder_ / "vault.key").string();
  }
  ~VaultFile() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& text) {
    std::ofstream(file_) << text;
    ::chmod(file_.c_str(), 0600);
  }

  std::filesystem::path folder_;
  std::string file_;
};

constexpr const char* kWords = "अंजलि, 12 Test Lane";

TEST_F(VaultFile, opens_what_it_sealed_and_only_where_it_belongs) {
  ASSERT_TRUE(create_vault_keys(file_));
  SodiumVault vault(file_);
  EXPECT_EQ(vault.obstacle(), std::nullopt);
  const auto sealed = vault.seal(kWords, "2 17");
  EXPECT_EQ(sealed.bytes.find("Test"), std::string::npos);
  EXPECT_EQ(vault.open(sealed, "2 17"), kWords);
  EXPECT_EQ(vault.open(sealed, "2 18"), std::nullopt) << "moved to another row it stays closed";
  EXPECT_EQ(vault.open({"another", sealed.bytes}, "2 17"), std::nullopt);
  EXPECT_EQ(vault.open(vault.seal("", "1 1"), "1 1"), "");
}

TEST_F(VaultFile, notices_every_changed_byte) {
  ASSERT_TRUE(create_vault_keys(file_));
  SodiumVault vault(file_);
  const auto sealed = vault.seal(kWords, "2 17");
  for (std::size_t place = 0; place < sealed.bytes.size(); ++place) {
    auto changed = sealed;
    changed.bytes[place] = changed.bytes[place] == 'A' ? 'B' : 'A';
    EXPECT_EQ(vault.open(changed, "2 17"), std::nullopt) << place;
  }
  for (const char* foreign : {"", "AAAA", "not base64 at all!", "////////////////////////////////////////////////////////"})
    EXPECT_EQ(vault.open({sealed.key_id, foreign}, "2 17"), std::nullopt);
}

TEST_F(VaultFile, seals_the_same_words_differently_each_time_and_hashes_them_the_same) {
  ASSERT_TRUE(create_vault_keys(file_));
  SodiumVault vault(file_);
  EXPECT_NE(vault.seal(kWords, "2 17").bytes, vault.seal(kWords, "2 17").bytes);
  EXPECT_EQ(vault.hash("author a", "1"), SodiumVault(file_).hash("author a", "1"));
  EXPECT_EQ(vault.hash("author a", "1").size(), 32U);
  EXPECT_EQ((std::set<std::string>{vault.hash("author a", "1"), vault.hash("author b", "1"), vault.hash("author a", "2"), vault.hash("author ", "a1"),
                                   vault.hash("author", " a1")})
                .size(),
            5U);
}

TEST_F(VaultFile, a_new_key_seals_and_the_older_one_goes_on_opening) {
  ASSERT_TRUE(create_vault_keys(file_));
  SodiumVault before(file_);
  const auto old = before.seal(kWords, "2 17");
  const auto name = rotate_vault_keys(file_);
  ASSERT_TRUE(name);
  SodiumVault after(file_);
  EXPECT_EQ(after.open(old, "2 17"), kWords);
  EXPECT_EQ(after.seal(kWords, "2 17").key_id, *name);
  EXPECT_NE(old.key_id, *name);
  EXPECT_EQ(after.hash("a", "b"), before.hash("a", "b")) << "who was known stays known";
  EXPECT_EQ(before.open(after.seal(kWords, "2 17"), "2 17"), std::nullopt);
}

TEST_F(VaultFile, is_for_its_owner_alone) {
  ASSERT_TRUE(create_vault_keys(file_));
  struct stat status {};
  ASSERT_EQ(::stat(file_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  for (const mode_t mode : {0640, 0604, 0660}) {
    ::chmod(file_.c_str(), mode);
    EXPECT_EQ(SodiumVault(file_).obstacle()->code, "vault_key_exposed");
  }
  ::chmod(file_.c_str(), 0400);
  EXPECT_EQ(SodiumVault(file_).obstacle(), std::nullopt);
}

TEST_F(VaultFile, is_never_overwritten) {
  ASSERT_TRUE(create_vault_keys(file_));
  EXPECT_EQ(create_vault_keys(file_).error().code, "vault_key_exists");
}

TEST_F(VaultFile, says_what_to_do_where_it_is_missing_or_damaged_and_never_what_it_holds) {
  SodiumVault without(file_);
  EXPECT_EQ(without.obstacle()->code, "vault_key_missing");
  EXPECT_NE(without.obstacle()->next.find("seva vault create"), std::string::npos);
  EXPECT_THROW((void)without.seal("a", "b"), std::runtime_error);
  EXPECT_THROW((void)without.hash("a", "b"), std::runtime_error);
  EXPECT_EQ(rotate_vault_keys(file_).error().code, "vault_key_missing");
  const std::string key(64, 'a');
  for (const std::string& text : {std::string(), "lookup " + key + "\n", "seal k1 " + key + "\n", "lookup " + key + "\nseal k1 " + key + "0\n",
                                  "lookup " + key + "\nlookup " + key + "\nseal k1 " + key + "\n", "lookup xyz\nseal k1 " + key + "\n"}) {
    write(text);
    const auto obstacle = SodiumVault(file_).obstacle();
    ASSERT_TRUE(obstacle) << text;
    EXPECT_EQ(obstacle->code, "vault_key_unreadable");
    for (const std::string& told : {obstacle->what, obstacle->where, obstacle->next}) EXPECT_EQ(told.find("aaaa"), std::string::npos);
  }
  write("# a comment\nlookup " + key + "\n\nseal k1 " + key + "\n");
  EXPECT_EQ(SodiumVault(file_).obstacle(), std::nullopt);
}

}  // namespace
}  // namespace seva::machine
