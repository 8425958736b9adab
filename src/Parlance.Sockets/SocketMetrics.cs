using System.Diagnostics.Metrics;
using Parlance.Core;

namespace Parlance.Sockets;

internal static class SocketMetrics
{
    public static readonly UpDownCounter<long> Open = Telemetry.Meter.CreateUpDownCounter<long>("parlance_connections", description: "Open WebSocket connections.");
    public static readonly Counter<long> Handshakes = Telemetry.Meter.CreateCounter<long>("parlance_handshakes", description: "WebSocket handshakes accepted.");
    public static readonly Counter<long> Received = Telemetry.Meter.CreateCounter<long>("parlance_frames_received", description: "Text messages received.");
    public static readonly Counter<long> Deliveries = Telemetry.Meter.CreateCounter<long>("parlance_deliveries", description: "Events queued for a connection.");
    public static readonly Counter<long> SlowConsumers = Telemetry.Meter.CreateCounter<long>("parlance_slow_consumers", description: "Connections closed because they did not read fast enough.");
    public static readonly Counter<long> Closes = Telemetry.Meter.CreateCounter<long>("parlance_closes", description: "Connections closed by the server, by close code.");
}
