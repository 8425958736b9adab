namespace Parlance.Scenarios.Harness;

/// <summary>Servers of one class of stories.</summary>
public sealed class ChatServers() : SharedServers<Chat>(server => Chat.Beside(server, FamilyChat.Unique("-")));
