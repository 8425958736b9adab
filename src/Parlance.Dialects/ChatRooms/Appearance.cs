using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Presence;

namespace Parlance.Dialects.ChatRooms;

/// <summary>Carries a changed profile into the rooms that the person is in, so that those who look at it see the new name and picture, and later messages bear them.</summary>
internal sealed class Appearance(ConversationService conversations, IAttendance attendance)
{
    /// <param name="avatarOnly">Nothing but the picture changed.</param>
    public async Task ShowAsync(User user, bool avatarOnly)
    {
        foreach (var room in attendance.RoomsOf(user.Id))
        {
            await conversations.ShowAsAsync(user.Id, room, user.DisplayName, user.AvatarUrl);
            attendance.Show(room, user.AsPerson(), user.Bio, avatarOnly);
        }
    }
}
