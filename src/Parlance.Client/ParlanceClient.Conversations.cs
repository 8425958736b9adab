using Parlance.Client.Connection;
using Parlance.Client.Wire;

namespace Parlance.Client;

public sealed partial class ParlanceClient
{
    public Task<ConversationView> CreateRoomAsync(ConversationSettings settings, CancellationToken cancellationToken = default) =>
        CallAsync("create_room", f => WithSettings(f.With("key", settings.Key), settings), ClientJson.Default.ConversationView, Repeat.Never, cancellationToken);

    /// <param name="members">User ids of the others.</param>
    public Task<ConversationView> CreateGroupAsync(string name, IEnumerable<long> members, CancellationToken cancellationToken = default) =>
        CallAsync("create_group", f => f.With("name", name).With("members", members), ClientJson.Default.ConversationView, Repeat.Never, cancellationToken);

    /// <summary>The direct conversation with one person; the same one however often, and by whichever of the two, it is opened.</summary>
    public Task<ConversationView> OpenDirectAsync(long user, CancellationToken cancellationToken = default) =>
        CallAsync("open_direct", f => f.With("user", user), ClientJson.Default.ConversationView, Repeat.Safe, cancellationToken);

    /// <param name="create">Makes an unknown room of that key.</param>
    public Task<ConversationView> JoinAsync(ConversationRef conversation, string? password = null, bool create = false, CancellationToken cancellationToken = default) =>
        CallAsync("join", f => f.To(conversation).With("password", password).WithFlag("create", create),
            ClientJson.Default.ConversationView, Repeat.Safe, cancellationToken);

    public Task LeaveAsync(ConversationRef conversation, CancellationToken cancellationToken = default) =>
        CallAsync("leave", f => f.To(conversation), ClientJson.Default.EmptyReply, Repeat.Safe, cancellationToken);

    public async Task<Conversation> UpdateAsync(ConversationRef conversation, ConversationSettings settings, CancellationToken cancellationToken = default)
    {
        var reply = await CallAsync("update_conversation", f => WithSettings(f.To(conversation), settings).With("host", settings.Host),
            ClientJson.Default.ConversationReply, Repeat.Safe, cancellationToken);
        return reply.Conversation;
    }

    public Task DeleteConversationAsync(ConversationRef conversation, CancellationToken cancellationToken = default) =>
        CallAsync("delete_conversation", f => f.To(conversation), ClientJson.Default.EmptyReply, Repeat.Safe, cancellationToken);

    public Task<ConversationView> ConversationAsync(ConversationRef conversation, CancellationToken cancellationToken = default) =>
        CallAsync("conversation", f => f.To(conversation), ClientJson.Default.ConversationView, Repeat.Safe, cancellationToken);

    /// <summary>One's own conversations, most recently active first.</summary>
    /// <param name="before">The `next` of the page before; null for the first.</param>
    public async Task<ConversationPage> ConversationsAsync(long? before = null, int? limit = null, CancellationToken cancellationToken = default)
    {
        var page = await CallAsync("conversations", f => f.With("before", before).With("limit", limit), ClientJson.Default.ConversationPage, Repeat.Safe, cancellationToken);
        if (_options.TellDelivered)
        {
            // What came while one was away reached this device with the list.
            foreach (var entry in page.Conversations.Where(e => e.Newest?.Seq > e.Self.Delivered))
                _delivered.Arrived(entry.Conversation.Id, entry.Newest!.Seq);
        }

        return page;
    }

    /// <summary>Rooms that are listed, newest first.</summary>
    /// <param name="query">Part of a name or description.</param>
    public Task<RoomPage> RoomsAsync(string? query = null, string? category = null, long? before = null, int? limit = null,
        CancellationToken cancellationToken = default) =>
        CallAsync("rooms", f => f.With("query", query).With("category", category).With("before", before).With("limit", limit),
            ClientJson.Default.RoomPage, Repeat.Safe, cancellationToken);

    private static CommandFields WithSettings(CommandFields fields, ConversationSettings settings) => fields
        .With("name", settings.Name)
        .With("privacy", settings.Privacy switch
        {
            null => null,
            Privacy.Public => "public",
            Privacy.Private => "private",
            _ => "password",
        })
        .With("password", settings.Password)
        .With("description", settings.Description)
        .With("category", settings.Category)
        .With("tags", settings.Tags)
        .With("thumbnail_url", settings.ThumbnailUrl)
        .With("max_members", settings.MaxMembers);
}
