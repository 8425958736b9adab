[assembly: AssemblyFixture(typeof(Parlance.Scenarios.Harness.Forti.FortiServers))]

namespace Parlance.Scenarios.Harness.Forti;

/// <summary>Servers of all stories of this kind.</summary>
public sealed class FortiServers() : SharedServers<FortiChat>(server => new FortiChat(server, ownsServer: false));

/// <summary>Servers of one class alone: for stories in which everybody on the server is to be seen.</summary>
public sealed class OwnFortiServers() : SharedServers<FortiChat>(server => new FortiChat(server, ownsServer: false));
