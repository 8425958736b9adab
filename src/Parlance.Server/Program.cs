using System.CommandLine;
using Parlance.Server.Commands;

// parlance                    serves, like `parlance serve`
// parlance admin backup FILE  copies the database while it is in use
// parlance admin create, password, ban, unban   (docs/moderation.md)
// parlance --version
var parlance = new RootCommand("A self-hosted real-time chat server.") { ServeCommand.Create(), AdminCommand.Create() };
parlance.SetAction((_, cancellationToken) => ServeCommand.RunAsync(cancellationToken));

// The host answers signals itself; the parser's own handling would end the process two seconds into a drain.
return await parlance.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
