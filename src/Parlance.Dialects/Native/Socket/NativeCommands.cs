using System.Collections.Frozen;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Socket;

/// <summary>The table of commands. `hello`, `refresh`, `send`, `watch`, `unwatch` and `ping` touch the connection itself and are the session's.</summary>
internal static partial class NativeCommands
{
    private static readonly NativeJson Json = NativeJson.Default;

    public static readonly FrozenDictionary<string, NativeCommand> ByName = ((NativeCommand[])
    [
        new NativeCommand<CreateRoomCommand, AccessReply>("create_room", Json.CreateRoomCommand, Json.AccessReply, (o, u, c, t) => o.CreateRoomAsync(u, c, t)),
        new NativeCommand<CreateGroupCommand, AccessReply>("create_group", Json.CreateGroupCommand, Json.AccessReply, (o, u, c, t) => o.CreateGroupAsync(u, c, t)),
        new NativeCommand<OpenDirectCommand, AccessReply>("open_direct", Json.OpenDirectCommand, Json.AccessReply, (o, u, c, t) => o.OpenDirectAsync(u, c, t)),
        new NativeCommand<JoinCommand, AccessReply>("join", Json.JoinCommand, Json.AccessReply, (o, u, c, t) => o.JoinAsync(u, c, t)),
        new NativeCommand<ConversationCommand, EmptyReply>("leave", Json.ConversationCommand, Json.EmptyReply, (o, u, c, t) => o.LeaveAsync(u, c, t)),
        new NativeCommand<UpdateConversationCommand, ConversationReply>(
            "update_conversation", Json.UpdateConversationCommand, Json.ConversationReply, (o, u, c, t) => o.UpdateAsync(u, c, t)),
        new NativeCommand<ConversationCommand, EmptyReply>(
            "delete_conversation", Json.ConversationCommand, Json.EmptyReply, (o, u, c, t) => o.DeleteConversationAsync(u, c, t)),
        new NativeCommand<MemberCommand, MemberReply>("add_member", Json.MemberCommand, Json.MemberReply, (o, u, c, t) => o.AddMemberAsync(u, c, t)),
        new NativeCommand<MemberCommand, EmptyReply>("remove_member", Json.MemberCommand, Json.EmptyReply, (o, u, c, t) => o.RemoveMemberAsync(u, c, t)),
        new NativeCommand<MemberCommand, MemberReply>("set_role", Json.MemberCommand, Json.MemberReply, (o, u, c, t) => o.SetRoleAsync(u, c, t)),
        new NativeCommand<ConversationCommand, AccessReply>("conversation", Json.ConversationCommand, Json.AccessReply, (o, u, c, t) => o.FindAsync(u, c, t)),
        new NativeCommand<ListCommand, ConversationsReply>("conversations", Json.ListCommand, Json.ConversationsReply, (o, u, c, t) => o.ListAsync(u, c, t)),
        new NativeCommand<RoomsCommand, RoomsReply>("rooms", Json.RoomsCommand, Json.RoomsReply, (o, u, c, t) => o.RoomsAsync(u, c, t)),
        new NativeCommand<MembersCommand, MembersReply>("members", Json.MembersCommand, Json.MembersReply, (o, u, c, t) => o.MembersAsync(u, c, t)),
        new NativeCommand<HistoryCommand, HistoryReply>("history", Json.HistoryCommand, Json.HistoryReply, (o, u, c, t) => o.HistoryAsync(u, c, t)),
        new NativeCommand<SearchCommand, SearchReply>("search", Json.SearchCommand, Json.SearchReply, (o, u, c, t) => o.SearchAsync(u, c, t)),
        new NativeCommand<ConversationCommand, ClearReply>("clear", Json.ConversationCommand, Json.ClearReply, (o, u, c, t) => o.ClearAsync(u, c, t)),
        new NativeCommand<MessageCommand, MessageReply>("edit", Json.MessageCommand, Json.MessageReply, (o, u, c, t) => o.EditAsync(u, c, t)),
        new NativeCommand<MessageCommand, MessageReply>("delete", Json.MessageCommand, Json.MessageReply, (o, u, c, t) => o.DeleteAsync(u, c, t)),
        new NativeCommand<MessageCommand, MessageReply>("react", Json.MessageCommand, Json.MessageReply, (o, u, c, t) => o.ReactAsync(u, c, t)),
        new NativeCommand<ReceiptCommand, MemberReply>("receipt", Json.ReceiptCommand, Json.MemberReply, (o, u, c, t) => o.ReceiptAsync(u, c, t)),
        new NativeCommand<TypingCommand, EmptyReply>("typing", Json.TypingCommand, Json.EmptyReply, (o, u, c, t) => o.TypingAsync(u, c, t)),
        new NativeCommand<UsersCommand, UsersResponse>("users", Json.UsersCommand, Json.UsersResponse, (o, _, c, t) => o.UsersAsync(c, "users", t)),
        new NativeCommand<ReportCommand, ReportMadeReply>("report", Json.ReportCommand, Json.ReportMadeReply, (o, u, c, t) => o.ReportAsync(u, c, t), (session, c) => session.From(c)),
        new NativeCommand<BlockCommand, EmptyReply>("block", Json.BlockCommand, Json.EmptyReply, (o, u, c, t) => o.BlockAsync(u, c, t)),
        new NativeCommand<BlockCommand, EmptyReply>("unblock", Json.BlockCommand, Json.EmptyReply, (o, u, c, t) => o.UnblockAsync(u, c, t)),
        new NativeCommand<BlocksCommand, BlocksReply>("blocks", Json.BlocksCommand, Json.BlocksReply, (o, u, _, t) => o.BlocksAsync(u, t)),
        .. Calls,
        .. Matching,
    ]).ToFrozenDictionary(command => command.Name, StringComparer.Ordinal);
}
