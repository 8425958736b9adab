namespace Parlance.Scenarios.Harness.Rooms;

/// <summary>Servers of one class of stories.</summary>
public sealed class RoomsServers() : SharedServers<RoomsChat>(server => new RoomsChat(server, ownsServer: false));
