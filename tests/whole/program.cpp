#include "whole/program.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "storage/store.hpp"

namespace seva::whole {
namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

int status_of(int waited) { return WIFEXITED(waited) ? WEXITSTATUS(waited) : -WTERMSIG(waited); }

}  // namespace

boost::json::object Ended::json() const {
  boost::json::error_code error;
  const boost::json::value value = boost::json::parse(out, error);
  if (error || !value.is_object()) throw std::runtime_error("no JSON object on standard output: " + out + err);
  return value.as_object();
}

Process::Process(std::vector<std::string> words, const std::map<std::string, std::string>& environment) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const std::string out = folder_.file("out");
  const std::string err = folder_.file("err");
  id_ = ::fork();
  if (id_ < 0) throw std::runtime_error("the program cannot be started");
  if (id_ > 0) return;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
  ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
  ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
  ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
  ::close_range(STDERR_FILENO + 1, ~0U, 0);  // a simulator's socket that a child holds open would go on listening
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

Process::~Process() {
  if (is_running()) {
    send(SIGKILL);
    wait();
  }
}

void Process::send(int signal) const {
  if (!status_) ::kill(id_, signal);  // its number may be another program's by now
}

bool Process::is_running() {
  if (status_) return false;
  int waited = 0;
  if (::waitpid(id_, &waited, WNOHANG) != id_) return true;
  status_ = status_of(waited);
  return false;
}

Ended Process::wait() {
  if (!status_) {
    int waited = 0;
    ::waitpid(id_, &waited, 0);
    status_ = status_of(waited);
  }
  return {*status_, read(folder_.file("out")), read(folder_.file("err"))};
}

std::string Process::printed() const { return read(folder_.file("out")) + read(folder_.file("err")); }

std::string Process::wait_for_line(const std::string& begin) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{60};
  while (std::chrono::steady_clock::now() < deadline) {
    std::istringstream lines(read(folder_.file("out")));
    for (std::string line; std::getline(lines, line);)
      if (line.starts_with(begin)) return line.substr(begin.size());
    if (!is_running()) throw std::runtime_error("the program ended early: " + wait().err);
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  throw std::runtime_error("the program did not say: " + begin);
}

Seva::Seva(std::string instance_folder, std::string database)
    : program(SEVA_PROGRAM),
      instance_folder_(std::move(instance_folder)),
      home_(std::make_shared<Folder>()),
      database_(database.empty() ? "sqlite:" + home_->file("seva.db") : std::move(database)) {}

std::unique_ptr<Process> Seva::start(std::vector<std::string> arguments) const {
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::map<std::string, std::string> variables = environment;
  variables.emplace("SEVA_INSTANCE", instance_folder_);
  variables.emplace("SEVA_HOME", home_->path().string());
  variables.emplace("SEVA_DATABASE", database_);
  variables.emplace("SEVA_PLUGINS", SEVA_BINARY_DIR "/plugins");
  variables.emplace("SEVA_LISTEN", "127.0.0.1:0");
  return std::make_unique<Process>(std::move(words), variables);
}

Ended Seva::run(std::vector<std::string> arguments) const { return start(std::move(arguments))->wait(); }

std::unique_ptr<actions::Store> Seva::open() const { return storage::open_store(*storage::parse_address(database_)); }

actions::StoredCounts Seva::stored() const {
  actions::StoredCounts counts;
  open()->read([&](actions::Transaction& transaction) { counts = transaction.stored_counts(); });
  return counts;
}

namespace {

template <class Visit>
void each_ticket(actions::Store& store, Visit visit) {
  store.read([&](actions::Transaction& transaction) {
    actions::TicketQuery query;
    query.scope.is_everything = true;
    query.order = actions::TicketOrder::newest;
    query.limit = 200;
    for (;;) {
      const auto rows = transaction.tickets().list(query);
      for (const actions::TicketRow& row : rows) visit(row.ticket);
      if (rows.size() < query.limit) return;
      query.after = actions::TicketQuery::After{rows.back().due, rows.back().ticket.id};
    }
  });
}

}  // namespace

std::vector<std::string> Seva::shape() const {
  std::vector<std::string> shape;
  const auto store = open();
  each_ticket(*store, [&](const domain::Ticket& ticket) {
    shape.push_back(ticket.summary + " | " + ticket.unit + " | " + ticket.category + " | " + std::string(name_of(ticket.status)) + " | " +
                    std::to_string(ticket.version));
  });
  std::sort(shape.begin(), shape.end());
  return shape;
}

std::vector<std::string> Seva::dockets() const {
  std::vector<std::string> dockets;
  const auto store = open();
  each_ticket(*store, [&](const domain::Ticket& ticket) { dockets.push_back(ticket.docket); });
  return dockets;
}

std::vector<std::string> Seva::delivery_states(const std::string& docket) const {
  std::vector<std::string> states;
  open()->read([&](actions::Transaction& transaction) {
    states.clear();
    if (const auto ticket = transaction.tickets().by_docket(docket))
      for (const domain::Delivery& delivery : transaction.deliveries().of_ticket(ticket->id)) states.emplace_back(name_of(delivery.state));
  });
  return states;
}

std::string written(const storage::DatabaseAddress& address) {
  std::string password;
  for (const char symbol : address.password) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(symbol);
    password += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return "mysql://" + address.user + ":" + password + "@" + address.host + ":" + std::to_string(address.port) + "/" + address.name;
}

std::string source(const std::string& path) { return SEVA_SOURCE_DIR "/" + path; }

std::vector<std::string> demo_lines() {
  std::vector<std::string> lines;
  std::ifstream file(source("config/up-police/demo/posts.jsonl"), std::ios::binary);
  for (std::string line; std::getline(file, line);) lines.push_back(line + "\n");
  return lines;
}

std::string joined(const std::vector<std::string>& lines, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t place = begin; place < std::min(end, lines.size()); ++place) text += lines[place];
  return text;
}

std::optional<std::string> sample(const std::string& name) {
  const char* folder = std::getenv("SEVA_SAMPLES");
  if (folder == nullptr) return std::nullopt;
  const auto path = std::filesystem::path(folder) / name;
  if (!std::filesystem::exists(path)) return std::nullopt;
  return path.string();
}

}  // namespace seva::whole
