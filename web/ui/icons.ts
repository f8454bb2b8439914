/** The one icon set, by the names the product uses. */
import {
  ArrowDown,
  ArrowRightLeft,
  ArrowUp,
  ArrowUpDown,
  Bell,
  Bold,
  Building,
  Calendar,
  CalendarCheck,
  ChartColumn,
  Check,
  ChevronDown,
  ChevronLeft,
  ChevronRight,
  ChevronsUpDown,
  CircleCheck,
  CircleDollarSign,
  Clock,
  ClockAlert,
  CloudOff,
  Columns3,
  ContactRound,
  Copy,
  Download,
  Ellipsis,
  Eye,
  FileUp,
  Flag,
  GripVertical,
  Hourglass,
  Italic,
  Keyboard,
  Link,
  List,
  ListFilter,
  LogOut,
  Mail,
  Monitor,
  Moon,
  Paperclip,
  Pencil,
  Phone,
  Pin,
  PinOff,
  Plus,
  Repeat2,
  Rows3,
  Search,
  Settings,
  SlidersHorizontal,
  Sparkles,
  Star,
  StickyNote,
  Sun,
  ThumbsDown,
  Trash,
  TriangleAlert,
  Trophy,
  Undo2,
  UserRound,
  Users,
  UsersRound,
  Utensils,
  X,
} from "lucide"
import { icon } from "./icon.ts"

export const IconDown = icon(ArrowDown)
export const IconMove = icon(ArrowRightLeft)
export const IconUp = icon(ArrowUp)
export const IconSort = icon(ArrowUpDown)
export const IconBell = icon(Bell)
export const IconBold = icon(Bold)
export const IconOrganization = icon(Building)
export const IconCalendar = icon(Calendar)
export const IconActivities = icon(CalendarCheck)
export const IconReports = icon(ChartColumn)
export const IconCheck = icon(Check)
export const IconChevronDown = icon(ChevronDown)
export const IconChevronLeft = icon(ChevronLeft)
export const IconChevronRight = icon(ChevronRight)
export const IconChevrons = icon(ChevronsUpDown)
export const IconTask = icon(CircleCheck)
export const IconDeal = icon(CircleDollarSign)
export const IconClock = icon(Clock)
export const IconOverdue = icon(ClockAlert)
export const IconOffline = icon(CloudOff)
export const IconBoard = icon(Columns3)
export const IconContacts = icon(ContactRound)
export const IconCopy = icon(Copy)
export const IconDownload = icon(Download)
export const IconDots = icon(Ellipsis)
export const IconView = icon(Eye)
export const IconImport = icon(FileUp)
export const IconFlag = icon(Flag)
export const IconGrip = icon(GripVertical)
export const IconHourglass = icon(Hourglass)
export const IconItalic = icon(Italic)
export const IconKeyboard = icon(Keyboard)
export const IconLink = icon(Link)
export const IconList = icon(List)
export const IconFilter = icon(ListFilter)
export const IconSignOut = icon(LogOut)
export const IconMail = icon(Mail)
export const IconSystem = icon(Monitor)
export const IconMoon = icon(Moon)
export const IconPaperclip = icon(Paperclip)
export const IconEdit = icon(Pencil)
export const IconPhone = icon(Phone)
export const IconPin = icon(Pin)
export const IconUnpin = icon(PinOff)
export const IconPlus = icon(Plus)
export const IconDensity = icon(Rows3)
export const IconSearch = icon(Search)
export const IconSettings = icon(Settings)
export const IconAdjust = icon(SlidersHorizontal)
export const IconSparkles = icon(Sparkles)
export const IconStar = icon(Star)
export const IconNote = icon(StickyNote)
export const IconSun = icon(Sun)
export const IconLost = icon(ThumbsDown)
export const IconTrash = icon(Trash)
export const IconAlert = icon(TriangleAlert)
export const IconTrophy = icon(Trophy)
export const IconRepeat = icon(Repeat2)
export const IconUndo = icon(Undo2)
export const IconPerson = icon(UserRound)
export const IconMeeting = icon(Users)
export const IconTeam = icon(UsersRound)
export const IconLunch = icon(Utensils)
export const IconClose = icon(X)
