#include "support/mariadb_server.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <mysql.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

namespace seva::testing {
namespace {

constexpr auto kPassword = "p@ss:w/rd%'\\";

pid_t spawn(const std::vector<std::string>& words, const std::filesystem::path& log, const std::map<std::string, std::string>& environment = {}) {
  std::vector<char*> arguments;
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("A process for MariaDB cannot be started.");
  if (child != 0) return child;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(126);
  const int output = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  for (int descriptor = 3; descriptor < 1024; ++descriptor) close(descriptor);
  for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

std::uint16_t free_port() {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  const bool is_bound =
      bind(listener, reinterpret_cast<sockaddr*>(&address), size) == 0 && getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  close(listener);
  if (!is_bound) throw std::runtime_error("No port of 127.0.0.1 is free.");
  return ntohs(address.sin_port);
}

using Session = std::unique_ptr<MYSQL, decltype(&mysql_close)>;

Session connected(std::uint16_t port) {
  Session session(mysql_init(nullptr), mysql_close);
  if (mysql_real_connect(session.get(), "127.0.0.1", "seva", kPassword, nullptr, port, nullptr, 0) == nullptr) session.reset();
  return session;
}

std::string percent_encoded(const std::string& text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char symbol : text) {
    const auto byte = static_cast<unsigned char>(symbol);
    encoded += {'%', kHex[byte / 16U], kHex[byte % 16U]};
  }
  return encoded;
}

std::string program(const std::string& name) {
  for (const char* folder : {"/usr/sbin/", "/usr/bin/", "/usr/local/sbin/", "/usr/local/bin/"})
    if (std::filesystem::exists(folder + name)) return folder + name;
  throw std::runtime_error(name + " is missing: install Debian's package mariadb-server-core.");
}

}  // namespace

MariadbServer::MariadbServer(Durability durability) : durability_(durability) {
  std::string pattern = (std::filesystem::temp_directory_path() / "seva-mariadb-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("No temporary directory can be made for MariaDB.");
  folder_ = pattern;
  try {
    port_ = free_port();
    install();
    start();
  } catch (...) {
    kill();
    std::filesystem::remove_all(folder_);
    throw;
  }
}

MariadbServer::~MariadbServer() {
  kill();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

MariadbServer& MariadbServer::shared() {
  static MariadbServer server;
  return server;
}

std::filesystem::path MariadbServer::temporary_files() const {
  std::filesystem::create_directories(folder_ / "temporary");
  return folder_ / "temporary";
}

void MariadbServer::install() {
  std::vector<std::string> words{program("mariadb-install-db"),
                                 "--no-defaults",
                                 "--datadir=" + (folder_ / "data").string(),
                                 "--tmpdir=" + temporary_files().string(),
                                 "--auth-root-authentication-method=normal",
                                 "--skip-test-db",
                                 "--skip-name-resolve"};
  if (geteuid() == 0) words.emplace_back("--user=root");
  const pid_t installer = spawn(words, folder_ / "log");
  int status = 0;
  waitpid(installer, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw std::runtime_error("MariaDB's files cannot be made: " + end_of_log());
  std::ofstream(folder_ / "users.sql") << "CREATE USER IF NOT EXISTS seva@'127.0.0.1' IDENTIFIED BY 'p@ss:w/rd%\\'\\\\';\n"
                                       << "GRANT ALL ON *.* TO seva@'127.0.0.1' WITH GRANT OPTION;\n";
}

void MariadbServer::start() {
  std::vector<std::string> words{program("mariadbd"),
                                 "--no-defaults",
                                 "--datadir=" + (folder_ / "data").string(),
                                 "--tmpdir=" + temporary_files().string(),
                                 "--socket=" + (folder_ / "socket").string(),
                                 "--pid-file=" + (folder_ / "pid").string(),
                                 "--port=" + std::to_string(port_),
                                 "--bind-address=127.0.0.1",
                                 "--init-file=" + (folder_ / "users.sql").string(),
                                 "--skip-name-resolve",
                                 "--innodb-buffer-pool-size=256M",
                                 "--innodb-log-file-size=256M",
                                 "--character-set-server=utf8mb4"};
  words.push_back(durability_ == Durability::full ? "--innodb-flush-log-at-trx-commit=1" : "--innodb-flush-log-at-trx-commit=0");
  if (durability_ == Durability::fast)
    words.insert(words.end(), {"--innodb-flush-method=nosync", "--debug-no-sync", "--skip-sync-frm", "--skip-innodb-doublewrite"});
  if (geteuid() == 0) words.emplace_back("--user=root");
  process_ = spawn(words, folder_ / "log", environment);
  constexpr int kMostTries = 600;
  for (int tries = 0; tries < kMostTries; ++tries) {
    if (connected(port_)) return;
    if (waitpid(process_, nullptr, WNOHANG) == process_) {
      process_ = 0;
      break;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  throw std::runtime_error("MariaDB does not start: " + end_of_log());
}

void MariadbServer::kill() {
  if (process_ == 0) return;
  ::kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  process_ = 0;
}

void MariadbServer::pause() const { ::kill(process_, SIGSTOP); }

void MariadbServer::go_on() const { ::kill(process_, SIGCONT); }

storage::DatabaseAddress MariadbServer::new_database() {
  storage::DatabaseAddress address;
  address.engine = storage::Engine::mysql;
  address.host = "127.0.0.1";
  address.port = port_;
  address.user = "seva";
  address.password = kPassword;
  address.name = "seva_" + std::to_string(++databases_);
  command("CREATE DATABASE " + address.name);
  return address;
}

void MariadbServer::command(const std::string& statement) { (void)answer(statement); }

std::string MariadbServer::answer(const std::string& statement) {
  const Session session = connected(port_);
  if (!session || mysql_query(session.get(), statement.c_str()) != 0)
    throw std::runtime_error(std::string("MariaDB refuses: ") + (session ? mysql_error(session.get()) : "no connection"));
  const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> result(mysql_store_result(session.get()), mysql_free_result);
  const MYSQL_ROW row = result ? mysql_fetch_row(result.get()) : nullptr;
  return row != nullptr && row[0] != nullptr ? row[0] : "";
}

void MariadbServer::write_out(const std::string& database) {
  const std::string tables =
      answer("SELECT GROUP_CONCAT('`', table_schema, '`.`', table_name, '`') FROM information_schema.tables WHERE table_schema = '" + database +
             "' AND table_type = 'BASE TABLE'");
  if (tables.empty()) throw std::runtime_error("The database " + database + " has no tables.");
  command("FLUSH TABLES " + tables + " FOR EXPORT");
  command("FLUSH ENGINE LOGS");
}

std::string MariadbServer::end_of_log() const {
  std::ifstream file(folder_ / "log");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  constexpr std::size_t kMost = 2000;
  return text.size() > kMost ? text.substr(text.size() - kMost) : text;
}

std::string text_of(const storage::DatabaseAddress& address) {
  if (address.engine == storage::Engine::sqlite) return "sqlite:" + address.path;
  return "mysql://" + address.user + ":" + percent_encoded(address.password) + "@" + address.host + ":" + std::to_string(address.port) + "/" +
         address.name;
}

}  // namespace seva::testing
