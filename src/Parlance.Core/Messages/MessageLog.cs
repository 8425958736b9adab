using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Parlance.Core.Events;

namespace Parlance.Core.Messages;
