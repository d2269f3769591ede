// The JSON library itself, once for every plugin; hidden, so that two plugins never share it.
#include <boost/json/src.hpp>
