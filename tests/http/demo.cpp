#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "http/demo_data.hpp"
#include "http/server.hpp"

int main(int count, char** arguments) {
  using namespace seva;
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  http::DemoWorld world;
  world.fill();
  actions::SignIn sign_in(world.ports, world.hashes);
  http::ServerSettings settings;
  settings.port = static_cast<std::uint16_t>(count > 1 ? std::atoi(arguments[1]) : 8099);
  http::Server server(settings, {world.ports, sign_in, world.hashes, world.channel, world.live, world.control, world.control, world.control,
                                 world.file_bytes, world.file_kinds});
  server.start();
  std::printf("http://127.0.0.1:%d, meera.singh, %s\n", server.port(), http::kDemoPassword);
  std::fflush(stdout);
  int signal = 0;
  sigwait(&signals, &signal);
  server.stop();
}
