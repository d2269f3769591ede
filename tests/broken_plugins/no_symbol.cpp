// Exports something, but not the plugin.
#include <seva/plugin.h>

extern "C" SEVA_PLUGIN_EXPORT int other_symbol() { return 1; }
