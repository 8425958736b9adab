using System.Net;
using Parlance.Bench.Peers.SignalR;

if (args is not [var text] || !ushort.TryParse(text, out var port))
{
    await Console.Error.WriteLineAsync("usage: signalr-peer PORT");
    return 2;
}

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
// The burst of a mass reconnect overflows the default backlog of 512.
builder.WebHost.UseSockets(sockets => sockets.Backlog = 4096);
builder.Services.AddSignalR();

var app = builder.Build();
app.MapHub<RoomHub>("/hub");
await app.RunAsync();
return 0;
